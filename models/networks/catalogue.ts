import type * as tf from '@tensorflow/tfjs'
import type { LayerRow } from '#shared/domain/model'
import type { NetworkId } from '#shared/domain/network'
import type { OutputKind } from '../losses/loss'
import type { NetworkLayer, NetworkOptions } from './networkOptions'
import { deeplabV2Layers, deeplabV3Layers } from './deeplab.layers'
import { deeplabV2 } from './deeplabV2'
import { deeplabV3 } from './deeplabV3'
import { densenet, nearestDensenetSize } from './densenet'
import { densenetLayers } from './densenet.layers'
import { encoderDecoder, nearestEncoderDecoderSize } from './encoderDecoder'
import { encoderDecoderLayers } from './encoderDecoder.layers'
import { fcn8s } from './fcn8s'
import { fcn8sLayers } from './fcn8s.layers'
import { fcnAlexnet } from './fcnAlexnet'
import { fcnAlexnetLayers } from './fcnAlexnet.layers'
import { fcnTran, nearestFcnTranSize } from './fcnTran'
import { fcnTranLayers } from './fcnTran.layers'
import { isenseeAcdc, nearestIsenseeAcdcSize } from './isenseeAcdc'
import { isenseeAcdcLayers } from './isenseeAcdc.layers'
import { nearestResidualUnetSize, residualUnet } from './residualUnet'
import { residualUnetLayers } from './residualUnet.layers'
import { nearestUnet2dSize, unet2d } from './unet2d'
import { unet2dLayers } from './unet2d.layers'
import { unet3d } from './unet3d'
import { unet3dLayers } from './unet3d.layers'

/** A network's table, counted without building it. */
export interface NetworkDescription {
  readonly layers: LayerRow[]
  readonly trainableParameters: number
  readonly totalParameters: number
  /** Multiply-adds x 2 of one forward pass of one image. */
  readonly flops: number
  /** Weights and activations of one forward pass of one image, float32. */
  readonly memoryBytes: number
}

export interface CatalogueEntry {
  readonly id: NetworkId
  readonly title: string
  /** Where it was published. */
  readonly source: string
  /** [height, width] of the publication. */
  readonly size: readonly [number, number]
  /** How its logits become probabilities; a softmax has the background as its first channel. */
  readonly output: OutputKind
  /** The same for a network with one structure, where that is another. */
  readonly outputOfOne?: OutputKind
  readonly build: (options: NetworkOptions) => tf.LayersModel
  readonly describe: (options: NetworkOptions) => NetworkDescription
  /** The least size that the network takes and that an image of `size` fits into. */
  readonly nearestSize: (size: readonly [number, number], depth?: number) => [number, number]
}

export const networkCatalogue: Readonly<Record<NetworkId, CatalogueEntry>> = {
  'unet-2d': {
    id: 'unet-2d',
    title: '2-D U-Net with residual context modules',
    source: 'Isensee et al., BraTS 2017, arXiv 1802.10508; two-dimensional, 2,770,825 parameters',
    size: [176, 176],
    output: 'sigmoid',
    build: unet2d,
    describe: (options) => description(unet2dLayers(options)),
    nearestSize: nearestUnet2dSize,
  },
  'unet-3d': {
    id: 'unet-3d',
    title: '3-D U-Net with residual context modules',
    source: 'Isensee et al., BraTS 2017, arXiv 1802.10508; 33,049,417 parameters',
    size: [176, 176],
    output: 'sigmoid',
    build: unet3d,
    describe: (options) => description(unet3dLayers(options)),
    nearestSize: nearestUnet2dSize,
  },
  densenet: {
    id: 'densenet',
    title: 'Dense network with residual upsampling',
    source: 'Khened et al., Medical Image Analysis 51 (2019), 21–45; 651,316 parameters',
    size: [176, 176],
    output: 'softmax',
    build: densenet,
    describe: (options) => description(densenetLayers(options)),
    nearestSize: (size) => nearestDensenetSize(size),
  },
  'fcn-tran': {
    id: 'fcn-tran',
    title: 'Fully convolutional network with 15 layers',
    source: 'Tran, arXiv 1604.00494; 10,917,024 parameters for one structure',
    size: [100, 100],
    output: 'softmax',
    outputOfOne: 'sigmoid',
    build: fcnTran,
    describe: (options) => description(fcnTranLayers(options)),
    nearestSize: nearestFcnTranSize,
  },
  'fcn-alexnet': {
    id: 'fcn-alexnet',
    title: 'AlexNet, fully convolutional',
    source: 'Long, Shelhamer & Darrell, CVPR 2015, as in NVIDIA DIGITS; 56,876,418 parameters',
    size: [256, 256],
    output: 'softmax',
    build: fcnAlexnet,
    describe: (options) => description(fcnAlexnetLayers(options)),
    nearestSize: anySize,
  },
  'fcn-8s': {
    id: 'fcn-8s',
    title: 'VGG-16, fully convolutional, with two skips',
    source: 'Long, Shelhamer & Darrell, CVPR 2015; 134,270,278 parameters',
    size: [256, 256],
    output: 'softmax',
    build: fcn8s,
    describe: (options) => description(fcn8sLayers(options)),
    nearestSize: anySize,
  },
  'deeplab-v3': {
    id: 'deeplab-v3',
    title: 'DeepLab v3 on ResNet-101',
    source: 'Chen et al., arXiv 1706.05587; 58,035,778 parameters',
    size: [256, 256],
    output: 'softmax',
    build: deeplabV3,
    describe: (options) => description(deeplabV3Layers(options)),
    nearestSize: anySize,
  },
  'deeplab-v2': {
    id: 'deeplab-v2',
    title: 'DeepLab v2 on ResNet-101, at three scales',
    source: 'Chen et al., arXiv 1606.00915; 42,647,624 parameters',
    size: [256, 256],
    output: 'softmax',
    build: deeplabV2,
    describe: (options) => description(deeplabV2Layers(options)),
    nearestSize: anySize,
  },
  'residual-unet': {
    id: 'residual-unet',
    title: 'U-Net with a residual encoder, planned',
    source: 'Isensee et al., nnU-Net Revisited, MICCAI 2024',
    size: [192, 192],
    output: 'softmax',
    build: residualUnet,
    describe: (options) => description(residualUnetLayers(options)),
    nearestSize: nearestResidualUnetSize,
  },
  'encoder-decoder': {
    id: 'encoder-decoder',
    title: 'Encoder and decoder of ten layers',
    source: 'github pestoo0221/tensorflow_MRI_ventricle_CNN; 993,974 parameters',
    size: [96, 96],
    output: 'sigmoid',
    build: (options) => encoderDecoder(options, 'encoder-decoder'),
    describe: (options) => description(encoderDecoderLayers(options, 'encoder-decoder')),
    nearestSize: nearestEncoderDecoderSize,
  },
  'encoder-decoder-unet': {
    id: 'encoder-decoder-unet',
    title: 'Encoder and decoder of ten layers, with skips',
    source: 'github pestoo0221/tensorflow_MRI_ventricle_CNN; 1,214,474 parameters',
    size: [96, 96],
    output: 'sigmoid',
    build: (options) => encoderDecoder(options, 'encoder-decoder-unet'),
    describe: (options) => description(encoderDecoderLayers(options, 'encoder-decoder-unet')),
    nearestSize: nearestEncoderDecoderSize,
  },
  'isensee-acdc-2d': {
    id: 'isensee-acdc-2d',
    title: '2-D U-Net of the ACDC challenge',
    source: 'Isensee et al., STACOM 2017, arXiv 1707.00587; 17,656,956 parameters',
    size: [352, 352],
    output: 'softmax',
    build: (options) => isenseeAcdc(options, 'isensee-acdc-2d'),
    describe: (options) => description(isenseeAcdcLayers(options, 'isensee-acdc-2d')),
    nearestSize: (size) => nearestIsenseeAcdcSize(size),
  },
  'isensee-acdc-3d': {
    id: 'isensee-acdc-3d',
    title: '3-D U-Net of the ACDC challenge',
    source: 'Isensee et al., STACOM 2017, arXiv 1707.00587; 15,538,678 parameters',
    size: [224, 224],
    output: 'softmax',
    build: (options) => isenseeAcdc(options, 'isensee-acdc-3d'),
    describe: (options) => description(isenseeAcdcLayers(options, 'isensee-acdc-3d')),
    nearestSize: (size) => nearestIsenseeAcdcSize(size),
  },
}

/** For networks that take every size. */
function anySize([height, width]: readonly [number, number]): [number, number] {
  return [height, width]
}

/** How a network of the catalogue turns its logits into probabilities of so many structures. */
export function outputKind(id: NetworkId, structures: number): OutputKind {
  const { output, outputOfOne } = networkCatalogue[id]
  return structures === 1 ? (outputOfOne ?? output) : output
}

function description(rows: readonly NetworkLayer[]): NetworkDescription {
  const total = (number: (row: NetworkLayer) => number): number =>
    rows.reduce((sum, row) => sum + number(row), 0)
  const parameters = total((row) => row.parameters)
  const fixed = total((row) => row.fixedParameters ?? 0)
  const numbers = total((row) => row.outputShape.reduce((product, size) => product * size, 1))
  return {
    layers: rows.map(({ name, kind, outputShape, parameters: count, flops }) => ({
      name,
      kind,
      outputShape: outputShape.slice(),
      parameters: count,
      flops,
    })),
    trainableParameters: parameters,
    totalParameters: parameters + fixed,
    flops: total((row) => row.flops),
    memoryBytes: 4 * (parameters + fixed + numbers),
  }
}
