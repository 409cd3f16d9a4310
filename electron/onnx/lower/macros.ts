import type { Node } from '../ir'
import type { Lowering } from '../lowering'
import { lowerConcatChannels, lowerSplitChannels } from './channels'
import { lowerConv } from './conv'
import { lowerConvInputGradient, lowerConvInputGradientParts } from './convInputGradient'
import { lowerConvWeightGradient } from './convWeightGradient'
import { lowerMatMul } from './matmul'
import { lowerInstanceNorm, lowerInstanceNormGradient, lowerSpatialDropout } from './norm'
import { lowerAveragePool, lowerMaxPool, lowerMaxPoolGradient } from './pool'
import { lowerReduceSpatial } from './reduce'
import { lowerUpNearest, lowerUpNearestGradient } from './resize'
import { lowerStep } from './step'
import { lowerUpConv, lowerUpConvInputGradient, lowerUpConvWeightGradient } from './upConv'

/** Operators whose ONNX form is chosen at lowering: blocked where it applies, else plain. */
export const macros: Readonly<Record<string, (lowering: Lowering, node: Node) => void>> = {
  '@AvgPool': lowerAveragePool,
  '@ConcatC': lowerConcatChannels,
  '@Conv': lowerConv,
  '@ConvDW': lowerConvWeightGradient,
  '@ConvDX': lowerConvInputGradient,
  '@ConvDXParts': lowerConvInputGradientParts,
  '@InstanceNorm': lowerInstanceNorm,
  '@InstanceNormGrad': lowerInstanceNormGradient,
  '@MatMul': lowerMatMul,
  '@MaxPool': lowerMaxPool,
  '@MaxPoolGrad': lowerMaxPoolGradient,
  '@ReduceSpatial': lowerReduceSpatial,
  '@SpatialDropout': lowerSpatialDropout,
  '@SplitC': lowerSplitChannels,
  '@Step': lowerStep,
  '@UpConv': lowerUpConv,
  '@UpConvDW': lowerUpConvWeightGradient,
  '@UpConvDX': lowerUpConvInputGradient,
  '@UpNearest': lowerUpNearest,
  '@UpNearestGrad': lowerUpNearestGradient,
}
