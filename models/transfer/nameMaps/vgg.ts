import { layerAndWeight, type NameMap, type WeightSource } from '../nameMap'

/** The thirteen convolutions of VGG-16 in their order. */
const convolutions = [2, 2, 3, 3, 3].flatMap((count, level) =>
  Array.from({ length: count }, (_, n) => `conv${level + 1}_${n + 1}`),
)
const dense = ['fc6', 'fc7']
const heads = ['score_fr', 'score_pool4', 'score_pool3']
const bgr = 'blue, green, red from 0 to 255 less the mean of photographs'

/** Names made of a layer's number among the convolutions or the dense layers. */
const numbered =
  (convolution: (n: number, kind: string) => string[], denseLayer: (n: number, kind: string) => string[]) =>
  (layout: WeightSource['layout']) =>
  (weight: string): WeightSource | null => {
    const [layer, kind] = layerAndWeight(weight)
    const n = convolutions.indexOf(layer)
    if (n >= 0) return { names: convolution(n, kind), layout }
    const m = dense.indexOf(layer)
    return m >= 0 ? { names: denseLayer(m, kind), layout } : null
  }

const blobs =
  (layout: WeightSource['layout'], known: readonly string[]) =>
  (weight: string): WeightSource | null => {
    const [layer, kind] = layerAndWeight(weight)
    const at = kind === 'kernel' ? 0 : 1
    // The dictionaries that were made for TensorFlow call the two `weights` and `biases`.
    const names = [`${layer}/${at}`, `${layer}/${at === 0 ? 'weights' : 'biases'}`]
    return known.includes(layer) ? { names, layout } : null
  }

export const vggCaffe: NameMap = {
  id: 'vgg16-caffe',
  windowFirst: false,
  title: 'VGG-16 of Caffe',
  networks: ['fcn-8s'],
  knows: (names) => names.has('conv1_1/0') && names.has('conv5_3/0'),
  source: blobs('channels-first', [...convolutions, ...dense, ...heads]),
  leaves: /^(fc8|upscore|score_)/,
  reads: bgr,
}

/** The same names, laid out as TensorFlow does; told from Caffe's by fc6, [25088, 4096]. */
export const vggNumpy: NameMap = {
  ...vggCaffe,
  id: 'vgg16-numpy',
  windowFirst: true,
  title: 'VGG-16 as a NumPy dictionary',
  knows: (names) => (names.has('conv1_1/0') && names.has('conv5_3/0')) || names.has('conv1_1/weights'),
  source: blobs('channels-last', [...convolutions, ...dense]),
  leaves: /^fc8/,
}

export const vggOnnx: NameMap = {
  id: 'vgg16-onnx',
  title: 'VGG-16 of MXNet as ONNX',
  networks: ['fcn-8s'],
  knows: (names) => names.has('vgg0_conv0_weight') && names.has('vgg0_conv12_weight'),
  source: numbered(
    (n, kind) => [`vgg0_conv${n}_${kind === 'kernel' ? 'weight' : 'bias'}`],
    (n, kind) => [`vgg0_dense${n}_${kind === 'kernel' ? 'weight' : 'bias'}`],
  )('channels-first'),
  leaves: /^(vgg0_dense2_|reshape_attr)/,
  planesTurned: true,
  reads: 'red, green, blue less mean and over deviation of photographs',
}

const torchPlaces = [0, 2, 5, 7, 10, 12, 14, 17, 19, 21, 24, 26, 28]
export const vggTorchvision: NameMap = {
  id: 'vgg16-torchvision',
  title: 'VGG-16 of torchvision',
  networks: ['fcn-8s'],
  knows: (names) => names.has('features.28.weight') && !names.has('features.28.running_mean'),
  source: numbered(
    (n, kind) => [`features.${torchPlaces[n]}.${kind === 'kernel' ? 'weight' : 'bias'}`],
    (n, kind) => [`classifier.${3 * n}.${kind === 'kernel' ? 'weight' : 'bias'}`],
  )('channels-first'),
  leaves: /^classifier\.6\./,
  planesTurned: true,
  reads: 'red, green, blue less mean and over deviation of photographs',
}

const kerasLayer = (n: number): string => {
  const [level, number] = convolutions[n]!.slice(4).split('_')
  return `block${level}_conv${number}`
}
/** Keras 2 calls a weight `kernel:0`, the file of 2016 that is still handed out `block1_conv1_W_1:0`. */
const kerasNames = (layer: string, kind: string): string[] => [
  `${layer}/${layer}/${kind}:0`,
  `${layer}/${layer}_${kind === 'kernel' ? 'W' : 'b'}_1:0`,
  `${layer}/${layer}_${kind === 'kernel' ? 'W' : 'b'}:0`,
  `${layer}/${kind}:0`,
]
export const vggKeras: NameMap = {
  id: 'vgg16-keras',
  title: 'VGG-16 of Keras',
  networks: ['fcn-8s'],
  knows: (names) => [...names].some((name) => name.startsWith('block5_conv3/')),
  source: numbered(
    (n, kind) => kerasNames(kerasLayer(n), kind),
    (n, kind) => kerasNames(`fc${n + 1}`, kind),
  )('channels-last'),
  leaves: /^predictions\//,
  reads: bgr,
}
