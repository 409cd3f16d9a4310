// Fence 3 for templates. What a line of TypeScript may say is oxlint's business (build/oxlint.json), who may import whom
// dependency-cruiser's (build/dependency-cruiser.mjs).
import tseslint from 'typescript-eslint'
import vue from 'eslint-plugin-vue'
import vueParser from 'vue-eslint-parser'
import formatted from 'eslint-config-prettier'

const components = ['**/*.vue']

export default tseslint.config(
  { ignores: ['**/node_modules', 'dist', 'release', '.tsbuild'] },
  ...vue.configs['flat/essential'].map((config) => ({ ...config, files: components })),
  {
    files: components,
    languageOptions: { parser: vueParser, parserOptions: { parser: tseslint.parser } },
    rules: { 'vue/multi-word-component-names': 'off' },
  },
  formatted,
)
