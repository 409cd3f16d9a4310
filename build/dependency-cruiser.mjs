// Fence 1: who may import whom. One line per row of ARCHITECTURE.md's table, one per package with a single door.
const mayImport = {
  shared: ['shared'],
  'models/(networks|layers|losses|optimisers|schedules|initialisers|plugins)': ['models', 'shared'],
  'models/(preparation|augmentation|postprocessing)': [
    'models/(preparation|augmentation|postprocessing)',
    'shared',
  ],
  'models/metrics': ['models/metrics', 'shared'],
  'models/recipes': ['models/recipes'],
  'electron/main': ['electron/(main|host|transport|workspace)', 'shared'],
  'electron/preload': ['electron/preload', 'shared'],
  'electron/transport': ['electron/transport', 'shared'],
  'electron/host': ['electron/(host|library|formats|datasets|workspace)', 'models/recipes', 'shared'],
  'electron/compute': [
    'electron/(compute|onnx|formats|datasets|exports|workspace|phantoms|transport)',
    'models',
    'shared',
  ],
  'electron/onnx': ['electron/onnx', 'shared/errors'],
  'electron/library': ['electron/(library|formats)', 'shared'],
  'electron/formats': ['electron/formats', 'shared'],
  'electron/datasets': ['electron/(datasets|formats)', 'shared'],
  'electron/workspace': ['electron/workspace', 'shared'],
  'electron/phantoms': ['electron/(phantoms|formats)', 'shared'],
  'electron/exports': ['electron/(exports|formats|workspace)', 'shared'],
  'electron/cli': ['electron', 'models', 'shared'],
  'renderer/(views|stores|composables)': ['renderer', 'shared'],
  'renderer/components': ['renderer/(components|canvas|composables|septum)', 'shared'],
  'renderer/canvas': ['renderer/canvas', 'shared'],
  'renderer/(theme|locales)': ['renderer/(theme|locales)'],
}

const onlyDoor = {
  electron: 'electron/(main|preload|transport)',
  konva: 'renderer/canvas',
  echarts: 'renderer/components/charts',
  libsql: 'electron/library',
  'onnxruntime-(node|common)': 'electron/onnx',
  'dicom-parser|dcmjs|nifti-reader-js|saxes': 'electron/formats',
  ws: 'electron/transport',
  vue: 'renderer',
}

const rule = (name, from, to) => ({ name, severity: 'error', from, to })
const ours = '^(electron|renderer|shared|models)/'

/** Where processes begin; what none of them reaches is dead. */
const entries =
  '^(electron/(main|preload)/index|electron/cli/septum|electron/compute/(read|infer|train|probe)|electron/compute/\\w+/worker[A-Z]\\w*|renderer/main)\\.ts$'

const layers = Object.entries(mayImport).map(([folder, allowed]) =>
  rule(
    `${folder} imports only ${allowed.join(', ')}`,
    { path: `^${folder}/` },
    {
      path: ours,
      pathNot: allowed.map((place) => `^${place}(/|\\.|$)`),
    },
  ),
)
const doors = Object.entries(onlyDoor).map(([name, door]) =>
  rule(
    `${name} only in ${door}`,
    { path: ours, pathNot: `^${door}/` },
    { path: `(^|/)node_modules/(${name})/` },
  ),
)

export default {
  forbidden: [
    ...layers,
    ...doors,
    rule('no circles', {}, { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } }),
    rule(
      'no Node modules in shared, models, renderer',
      { path: '^(shared|models|renderer)/' },
      {
        dependencyTypes: ['core'],
      },
    ),
    rule('no tests in the program', { path: ours }, { path: '^test/' }),
    rule(
      'what is imported can be found',
      {},
      { couldNotResolve: true, pathNot: ['^#models/recipes', '\\?worker', '\\?url', '\\.(css|woff2)$'] },
    ),
    rule(
      'no dead files',
      { path: entries },
      { path: ours, reachable: false, pathNot: [entries, '\\.d\\.ts$', '\\.(json|css|md|html)$'] },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|release|\\.tsbuild|test|models/plugins/examples)/' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.mts', '.js', '.mjs', '.cjs', '.vue', '.json', '.css'],
    },
  },
}
