import { layerAndWeight, type NameMap, type WeightSource } from '../nameMap'

const layers: ReadonlySet<string> = new Set(['conv1', 'conv2', 'conv3', 'conv4', 'conv5', 'fc6', 'fc7'])
/** Heads of a network that was made for segmentation go by their own names and are taken where they are there. */
const heads: ReadonlySet<string> = new Set(['score_fr'])
const photographs = 'blue, green, red from 0 to 255 less the mean of photographs'

const blobs =
  (layout: WeightSource['layout'], known: ReadonlySet<string>) =>
  (weight: string): WeightSource | null => {
    const [layer, kind] = layerAndWeight(weight)
    return known.has(layer) ? { names: [`${layer}/${kind === 'kernel' ? 0 : 1}`], layout } : null
  }

export const alexnetCaffe: NameMap = {
  id: 'alexnet-caffe',
  windowFirst: false,
  title: 'AlexNet of Caffe',
  networks: ['fcn-alexnet'],
  knows: (names) => names.has('conv1/0') && names.has('conv5/0') && !names.has('conv1_1/0'),
  source: blobs('channels-first', new Set([...layers, ...heads])),
  leaves: /^(fc8|upscore|score_fr_|upscore_)/,
  reads: photographs,
}

/** `bvlc_alexnet.npy`: the same names, laid out as TensorFlow does; told from Caffe's by fc6, [9216, 4096]. */
export const alexnetNumpy: NameMap = {
  ...alexnetCaffe,
  id: 'alexnet-numpy',
  windowFirst: true,
  title: 'AlexNet as a NumPy dictionary',
  source: blobs('channels-last', layers),
  leaves: /^fc8/,
}

export const alexnetOnnx: NameMap = {
  id: 'alexnet-onnx',
  title: 'AlexNet of Caffe2 as ONNX',
  networks: ['fcn-alexnet'],
  knows: (names) => names.has('conv1_w_0') && names.has('fc6_w_0'),
  source: (weight) => {
    const [layer, kind] = layerAndWeight(weight)
    if (!layers.has(layer)) return null
    return { names: [`${layer}_${kind === 'kernel' ? 'w' : 'b'}_0`], layout: 'channels-first' }
  },
  leaves: /^(fc8_|OC2_DUMMY)/,
  reads: photographs,
}

/** Looks alike and is another network: it cannot be loaded. */
export const alexnetTorchvision: NameMap = {
  id: 'alexnet-torchvision',
  title: 'AlexNet of torchvision',
  networks: ['fcn-alexnet', 'fcn-8s'],
  knows: (names) => names.has('features.3.weight') && names.has('classifier.1.weight'),
  source: () => null,
  refusal:
    'it is the AlexNet of torchvision, another network: 64, 192, 384, 256 and 256 filters, without groups and without norms',
}
