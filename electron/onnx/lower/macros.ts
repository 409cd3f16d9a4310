import { lowerBatchNorm3d, lowerBatchNorm3dGradient } from './batchNorm3d'
import { lowerBatchNorm, lowerBatchNormGradient, lowerChannelAffine } from './batchNorm'
import { lowerConcatChannels, lowerSplitChannels } from './channels'
import { lowerConv } from './conv'
import { lowerConv3d } from './conv3d'
import {
  lowerConv3dInputGradient,
  lowerConv3dInputGradientParts,
  lowerConv3dWeightGradient,
} from './conv3dGradients'
import { lowerConvInputGradient, lowerConvInputGradientParts } from './convInputGradient'
import { lowerConvWeightGradient } from './convWeightGradient'
import { lowerMatMul } from './matmul'
import { lowerMaxPool3dGradient } from './maxPool3dGradient'
import { lowerInstanceNorm, lowerInstanceNormGradient, lowerSpatialDropout } from './norm'
import { lowerOverlappingMaxPoolGradient } from './overlappingPool'
import { lowerAveragePool, lowerMaxPool, lowerMaxPoolGradient } from './pool'
import { lowerAveragePool3d, lowerMaxPool3d } from './pool3d'
import { lowerReduceSpatial } from './reduce'
import { lowerUpNearest, lowerUpNearestGradient } from './resize'
import { lowerUpNearest3d, lowerUpNearest3dGradient } from './resize3d'
import { lowerConcatVolumes, perSlice, type Macro } from './slices'
import { lowerStep } from './step'
import { lowerUpConv3d, lowerUpConv3dInputGradient, lowerUpConv3dWeightGradient } from './upConv3d'
import { lowerRowMask, lowerRowMask3d } from './rowMask'
import { lowerUpConv, lowerUpConvInputGradient, lowerUpConvWeightGradient } from './upConv'

/** Images and volumes go different ways. */
const byRank =
  (images: Macro, volumes: Macro): Macro =>
  (lowering, node) =>
    (node.input(0).shape.length === 5 ? volumes : images)(lowering, node)

/** Operators whose ONNX form is chosen at lowering: blocked where it applies, else plain. */
export const macros: Readonly<Record<string, Macro>> = {
  '@AvgPool': byRank(lowerAveragePool, lowerAveragePool3d),
  '@BatchNorm': byRank(lowerBatchNorm, lowerBatchNorm3d),
  '@BatchNormGrad': byRank(lowerBatchNormGradient, lowerBatchNorm3dGradient),
  '@ChannelAffine': lowerChannelAffine,
  '@RowMask': byRank(lowerRowMask, lowerRowMask3d),
  '@ConcatC': byRank(lowerConcatChannels, lowerConcatVolumes),
  '@Conv': byRank(lowerConv, lowerConv3d),
  '@ConvDW': byRank(lowerConvWeightGradient, lowerConv3dWeightGradient),
  '@ConvDX': byRank(lowerConvInputGradient, lowerConv3dInputGradient),
  '@ConvDXParts': byRank(lowerConvInputGradientParts, lowerConv3dInputGradientParts),
  '@InstanceNorm': lowerInstanceNorm,
  '@InstanceNormGrad': lowerInstanceNormGradient,
  '@MatMul': lowerMatMul,
  '@MaxPool': byRank(lowerMaxPool, lowerMaxPool3d),
  '@MaxPoolGrad': byRank(lowerMaxPoolGradient, lowerMaxPool3dGradient),
  '@MaxPoolGradOverlap': lowerOverlappingMaxPoolGradient,
  '@ReduceSpatial': lowerReduceSpatial,
  '@SpatialDropout': perSlice(lowerSpatialDropout),
  '@SplitC': perSlice(lowerSplitChannels),
  '@Step': perSlice(lowerStep),
  '@UpConv': byRank(lowerUpConv, lowerUpConv3d),
  '@UpConvDW': byRank(lowerUpConvWeightGradient, lowerUpConv3dWeightGradient),
  '@UpConvDX': byRank(lowerUpConvInputGradient, lowerUpConv3dInputGradient),
  '@UpNearest': byRank(lowerUpNearest, lowerUpNearest3d),
  '@UpNearestGrad': byRank(lowerUpNearestGradient, lowerUpNearest3dGradient),
}
