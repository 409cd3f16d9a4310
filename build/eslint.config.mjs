// Fence 3: what a line may say. Who may import whom is dependency-cruiser's business (build/dependency-cruiser.mjs).
import tseslint from 'typescript-eslint'
import vue from 'eslint-plugin-vue'
import vueParser from 'vue-eslint-parser'
import prettier from 'eslint-config-prettier'

const only = (names, message) => names.map((name) => ({ name: 'electron', importNames: [name], message }))
const electronDoor = only(
  ['ipcMain', 'ipcRenderer'],
  'ipcMain lives in electron/transport/electronPort.ts, ipcRenderer in electron/preload/index.ts, nowhere else.',
)

const lines = {
  '@typescript-eslint/no-explicit-any': 'error',
  '@typescript-eslint/ban-ts-comment': 'error',
  '@typescript-eslint/consistent-type-imports': 'error',
  '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
  'no-restricted-imports': ['error', { paths: electronDoor }],
  'no-restricted-syntax': [
    'error',
    { selector: 'ExportDefaultDeclaration', message: 'Named exports only (style.md 1.14).' },
    { selector: 'WithStatement', message: 'No with.' },
  ],
  'max-lines': ['error', { max: 400 }],
  eqeqeq: ['error', 'always'],
  'prefer-const': 'error',
  'no-var': 'error',
}

export default tseslint.config(
  { ignores: ['**/node_modules', 'dist', 'release', '.tsbuild', 'build/**', 'test/fixtures/breaches/**'] },
  {
    files: ['**/*.ts'],
    languageOptions: { parser: tseslint.parser },
    plugins: { '@typescript-eslint': tseslint.plugin },
    rules: lines,
  },
  {
    // Where promises live. Rules that read types cost most of a check; shared and models are pure and go without.
    files: ['electron/**/*.ts', 'renderer/**/*.ts', 'test/**/*.ts'],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
    },
  },
  { files: ['**/electron/onnx/kernels/**/*.ts'], rules: { 'max-lines': ['error', { max: 120 }] } },
  {
    files: ['electron/transport/electronPort.ts', 'electron/preload/index.ts'],
    rules: { 'no-restricted-imports': 'off' },
  },
  ...vue.configs['flat/essential'].map((config) => ({ ...config, files: ['**/*.vue'] })),
  {
    files: ['**/*.vue'],
    languageOptions: { parser: vueParser, parserOptions: { parser: tseslint.parser } },
    plugins: { '@typescript-eslint': tseslint.plugin },
    rules: {
      ...lines,
      'no-restricted-syntax': 'off',
      'max-lines': ['error', { max: 250 }],
      'vue/multi-word-component-names': 'off',
    },
  },
  prettier,
)
