import type { NetworkId } from '#shared/domain/network'
import { layerAndWeight, type NameMap, type WeightSource } from '../nameMap'

const networks: readonly NetworkId[] = ['deeplab-v2', 'deeplab-v3']
const norms: Readonly<Record<string, string>> = {
  gamma: 'weight',
  beta: 'bias',
  running_mean: 'running_mean',
  running_variance: 'running_var',
}
const bgr = 'blue, green, red from 0 to 255 less the mean of photographs'
const notes = /num_batches_tracked$/

/** `layer2.block1.reduce.bn` → its convolution `layer2.block1.reduce`, and whether the norm was meant. */
function unitOf(layer: string): [unit: string, norm: boolean] {
  return layer.endsWith('.bn') ? [layer.slice(0, -3), true] : [layer, false]
}

/** Names of a state dictionary; `older`: of the revisions of 2018. */
const stateNames =
  (older: boolean) =>
  (weight: string): WeightSource | null => {
    const [layer, kind] = layerAndWeight(weight)
    const [unit, norm] = unitOf(layer)
    const prefixes = older ? ['scale.', ''] : ['base.', '']
    const named = (path: string, firstIsLast?: number): WeightSource => ({
      names: prefixes.map((prefix) => prefix + path),
      layout: 'channels-first',
      ...(firstIsLast !== undefined && { firstIsLast }),
    })
    const ending = norm ? norms[kind] : kind === 'kernel' ? 'weight' : 'bias'
    if (ending === undefined) return null
    // Heads with a bias are bare convolutions; all else is a unit of convolution and norm.
    if (/^aspp\.c\d$/.test(unit))
      return named(`${older ? unit.replace('aspp', 'aspp.stages') : unit}.${ending}`)
    if (unit === 'fc2') return named(`fc2.${ending}`)
    const pooled = older ? 'aspp.imagepool.conv' : 'aspp.stages.imagepool.conv'
    const path = unit === 'aspp.stages.imagepool' ? pooled : older ? unit.replace('.shortcut', '.proj') : unit
    const whole = `${path}.${norm ? 'bn' : 'conv'}.${ending}`
    return unit === 'fc1' && !norm && older ? named(whole, 1 / 5) : named(whole)
  }

export const deeplabState: NameMap = {
  id: 'deeplab-state',
  title: 'DeepLab as a PyTorch state dictionary',
  networks,
  knows: (names) => someEnd(names, 'layer2.block1.shortcut.conv.weight'),
  source: stateNames(false),
  leaves: notes,
  reads: bgr,
}

export const deeplabState2018: NameMap = {
  ...deeplabState,
  id: 'deeplab-state-2018',
  title: 'DeepLab as a PyTorch state dictionary of 2018',
  knows: (names) => someEnd(names, 'layer2.block1.proj.conv.weight'),
  source: stateNames(true),
}

const someEnd = (names: ReadonlySet<string>, ending: string): boolean =>
  [...names].some((name) => name.endsWith(ending))

const branches: Readonly<Record<string, string>> = {
  reduce: '2a',
  conv3x3: '2b',
  increase: '2c',
  shortcut: '1',
}

/** Caffe's names of a unit: `res2b_branch2a`, in the stages of many blocks `res4b7_branch2a` for the eighth. */
function caffeNames(unit: string): string[] {
  if (unit === 'layer1.conv1') return ['conv1']
  const head = /^aspp\.(c\d)$/.exec(unit)
  if (head) return heads.map((name) => `${name}_${head[1]}`)
  const [, stage, block, part] = /^layer(\d)\.block(\d+)\.(\w+)$/.exec(unit) ?? []
  const branch = part === undefined ? undefined : branches[part]
  if (branch === undefined) return []
  const n = Number(block)
  const letters = n === 1 ? ['a'] : [`b${n - 1}`, ...(n <= 3 ? ['abc'[n - 1]!] : [])]
  return letters.map((letter) => `res${stage}${letter}_branch${branch}`)
}
const heads = ['fc1_voc12', 'fc1_coco', 'fc1_cocostuff', 'fc1']

/** `res2a_branch2a` → its norm `bn2a_branch2a` and its scale `scale2a_branch2a`; of conv1 `bn_conv1`, `scale_conv1`. */
const normName = (unit: string, word: 'bn' | 'scale'): string =>
  unit === 'conv1' ? `${word}_conv1` : unit.replace(/^res/, word)

export const deeplabCaffe: NameMap = {
  id: 'deeplab-caffe',
  title: 'DeepLab or ResNet-101 of Caffe',
  networks,
  knows: (names) => names.has('res2a_branch2a/0') && names.has('bn2a_branch2a/0'),
  source: (weight) => {
    const [layer, kind] = layerAndWeight(weight)
    const [unit, norm] = unitOf(layer)
    const names = caffeNames(unit)
    if (names.length === 0) return null
    if (!norm)
      return { names: names.map((name) => `${name}/${kind === 'kernel' ? 0 : 1}`), layout: 'channels-first' }
    const blob = { gamma: 0, beta: 1, running_mean: 0, running_variance: 1 }[kind]
    if (blob === undefined) return null
    const statistics = kind.startsWith('running')
    const normNames = names.map((name) => normName(name, statistics ? 'bn' : 'scale'))
    return {
      names: normNames.map((name) => `${name}/${blob}`),
      layout: 'channels-first',
      ...(statistics && { dividedByBlob: 2 }),
    }
  },
  leaves: /^(fc1000|bn\w+\/2$|fc1_)/,
  reads: bgr,
}

const bottleneck: Readonly<Record<string, [conv: string, norm: string]>> = {
  reduce: ['conv1', 'bn1'],
  conv3x3: ['conv2', 'bn2'],
  increase: ['conv3', 'bn3'],
  shortcut: ['downsample.0', 'downsample.1'],
}

export const resnetTorchvision: NameMap = {
  id: 'resnet101-torchvision',
  title: 'ResNet-101 of torchvision',
  networks,
  knows: (names) =>
    names.has('layer3.22.conv1.weight') ||
    (names.has('layer1.0.downsample.0.weight') && names.has('conv1.weight')),
  source: (weight) => {
    const [layer, kind] = layerAndWeight(weight)
    const [unit, norm] = unitOf(layer)
    const ending = norm ? norms[kind] : 'weight'
    if (ending === undefined) return null
    const layout = 'channels-first'
    if (unit === 'layer1.conv1') return { names: [`${norm ? 'bn1' : 'conv1'}.${ending}`], layout }
    const [, stage, block, part] = /^layer([2-5])\.block(\d+)\.(\w+)$/.exec(unit) ?? []
    const pair = part === undefined ? undefined : bottleneck[part]
    if (!pair) return null
    const path = `layer${Number(stage) - 1}.${Number(block) - 1}.${pair[norm ? 1 : 0]}`
    return { names: [`${path}.${ending}`], layout }
  },
  leaves: /(^fc\.|num_batches_tracked$)/,
  planesTurned: true,
  reads:
    'red, green, blue less mean and over deviation of photographs; its strides stand on the 3 × 3 convolutions, here on the first 1 × 1, so that the shapes fit and the function is another at first',
}
