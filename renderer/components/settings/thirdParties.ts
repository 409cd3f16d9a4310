/** The works of others that Septum is delivered with, each with its licence (SPDX); package.json names the same. */
export const thirdParties: readonly {
  readonly name: string
  readonly use: string
  readonly licence: string
}[] = [
  { name: '@cornerstonejs/codec-openjpeg', use: 'reading JPEG 2000', licence: 'MIT' },
  { name: '@fontsource-variable/inter', use: 'typeface Inter', licence: 'OFL-1.1' },
  { name: '@lucide/vue', use: 'icons', licence: 'ISC' },
  { name: '@tanstack/vue-table', use: 'tables', licence: 'MIT' },
  { name: '@tanstack/vue-virtual', use: 'long lists', licence: 'MIT' },
  { name: '@tensorflow/tfjs', use: 'networks', licence: 'Apache-2.0' },
  { name: '@tensorflow/tfjs-node-gpu', use: 'networks on NVIDIA cards', licence: 'Apache-2.0' },
  { name: 'commander', use: 'command line', licence: 'MIT' },
  { name: 'csv-parse', use: 'tables beside data sets', licence: 'MIT' },
  { name: 'dcmjs', use: 'writing DICOM', licence: 'MIT' },
  { name: 'dicom-parser', use: 'reading DICOM', licence: 'MIT' },
  { name: 'echarts', use: 'charts', licence: 'Apache-2.0' },
  { name: 'electron', use: 'window', licence: 'MIT' },
  { name: 'fast-png', use: 'PNG pictures', licence: 'MIT' },
  { name: 'fflate', use: 'compression', licence: 'MIT' },
  { name: 'h5wasm', use: 'reading Keras weights (HDF5)', licence: 'NIST, public domain' },
  { name: 'konva', use: 'drawing on images', licence: 'MIT' },
  { name: 'libsql', use: 'index of studies', licence: 'MIT' },
  { name: 'nifti-reader-js', use: 'reading NIfTI', licence: 'MIT' },
  { name: 'onnxruntime-node', use: 'computing', licence: 'MIT' },
  { name: 'pinia', use: 'state of the page', licence: 'MIT' },
  { name: 'reka-ui', use: 'accessible controls', licence: 'MIT' },
  { name: 'saxes', use: 'reading cvi42 workspaces', licence: 'ISC' },
  { name: 'vue', use: 'page', licence: 'MIT' },
  { name: 'vue-echarts', use: 'charts', licence: 'MIT' },
  { name: 'vue-i18n', use: 'languages', licence: 'MIT' },
  { name: 'ws', use: 'local page', licence: 'MIT' },
  { name: 'zod', use: 'checking of messages', licence: 'MIT' },
]
