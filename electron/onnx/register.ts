import * as tf from '@tensorflow/tfjs'
import { backendName } from './backend'
import { fallBack, type KernelInputs } from './fallback'
import { abs } from './kernels/Abs'
import { add } from './kernels/Add'
import { addN } from './kernels/AddN'
import { all } from './kernels/All'
import { any } from './kernels/Any'
import { argMax } from './kernels/ArgMax'
import { argMin } from './kernels/ArgMin'
import { avgPool } from './kernels/AvgPool'
import { batchMatMul } from './kernels/BatchMatMul'
import { broadcastTo } from './kernels/BroadcastTo'
import { cast } from './kernels/Cast'
import { ceil } from './kernels/Ceil'
import { clipByValue } from './kernels/ClipByValue'
import { concat } from './kernels/Concat'
import { conv2D } from './kernels/Conv2D'
import { conv2DBackpropFilter } from './kernels/Conv2DBackpropFilter'
import { conv2DBackpropInput } from './kernels/Conv2DBackpropInput'
import { cos } from './kernels/Cos'
import { cumsum } from './kernels/Cumsum'
import { depthwiseConv2dNative } from './kernels/DepthwiseConv2dNative'
import { elu } from './kernels/Elu'
import { eluGrad } from './kernels/EluGrad'
import { equal } from './kernels/Equal'
import { erf } from './kernels/Erf'
import { exp } from './kernels/Exp'
import { expandDims } from './kernels/ExpandDims'
import { expm1 } from './kernels/Expm1'
import { fill } from './kernels/Fill'
import { floor } from './kernels/Floor'
import { fusedBatchNorm } from './kernels/FusedBatchNorm'
import { fusedConv2D } from './kernels/FusedConv2D'
import { gatherV2 } from './kernels/GatherV2'
import { greater } from './kernels/Greater'
import { greaterEqual } from './kernels/GreaterEqual'
import { identity } from './kernels/Identity'
import { instanceNorm } from './kernels/InstanceNorm'
import { instanceNormGrad } from './kernels/InstanceNormGrad'
import { isFinite } from './kernels/IsFinite'
import { isNan } from './kernels/IsNan'
import { leakyRelu } from './kernels/LeakyRelu'
import { less } from './kernels/Less'
import { lessEqual } from './kernels/LessEqual'
import { log } from './kernels/Log'
import { log1p } from './kernels/Log1p'
import { logSoftmax } from './kernels/LogSoftmax'
import { logicalAnd } from './kernels/LogicalAnd'
import { logicalNot } from './kernels/LogicalNot'
import { logicalOr } from './kernels/LogicalOr'
import { max } from './kernels/Max'
import { maxPool } from './kernels/MaxPool'
import { maxPoolGrad } from './kernels/MaxPoolGrad'
import { maximum } from './kernels/Maximum'
import { mean } from './kernels/Mean'
import { min } from './kernels/Min'
import { minimum } from './kernels/Minimum'
import { multiply } from './kernels/Multiply'
import { neg } from './kernels/Neg'
import { notEqual } from './kernels/NotEqual'
import { oneHot } from './kernels/OneHot'
import { onesLike } from './kernels/OnesLike'
import { pack } from './kernels/Pack'
import { padV2 } from './kernels/PadV2'
import { pow } from './kernels/Pow'
import { prelu } from './kernels/Prelu'
import { prod } from './kernels/Prod'
import { realDiv } from './kernels/RealDiv'
import { reciprocal } from './kernels/Reciprocal'
import { relu } from './kernels/Relu'
import { relu6 } from './kernels/Relu6'
import { reshape } from './kernels/Reshape'
import { resizeNearestNeighbor } from './kernels/ResizeNearestNeighbor'
import { resizeNearestNeighborGrad } from './kernels/ResizeNearestNeighborGrad'
import { reverse } from './kernels/Reverse'
import { round } from './kernels/Round'
import { rsqrt } from './kernels/Rsqrt'
import { select } from './kernels/Select'
import { selu } from './kernels/Selu'
import { sigmoid } from './kernels/Sigmoid'
import { sign } from './kernels/Sign'
import { sin } from './kernels/Sin'
import { slice } from './kernels/Slice'
import { softmax } from './kernels/Softmax'
import { softplus } from './kernels/Softplus'
import { spatialDropout } from './kernels/SpatialDropout'
import { splitV } from './kernels/SplitV'
import { sqrt } from './kernels/Sqrt'
import { square } from './kernels/Square'
import { squaredDifference } from './kernels/SquaredDifference'
import { step } from './kernels/Step'
import { sub } from './kernels/Sub'
import { sum } from './kernels/Sum'
import { tanh } from './kernels/Tanh'
import { tile } from './kernels/Tile'
import { transpose } from './kernels/Transpose'
import { unpack } from './kernels/Unpack'
import { zerosLike } from './kernels/ZerosLike'
import { fusedMatMul } from './kernels/_FusedMatMul'
import type { OnnxBackend } from './backend'

const kernels: readonly tf.KernelConfig[] = [
  abs,
  add,
  addN,
  all,
  any,
  argMax,
  argMin,
  avgPool,
  batchMatMul,
  broadcastTo,
  cast,
  ceil,
  clipByValue,
  concat,
  conv2D,
  conv2DBackpropFilter,
  conv2DBackpropInput,
  cos,
  cumsum,
  depthwiseConv2dNative,
  elu,
  eluGrad,
  equal,
  erf,
  exp,
  expandDims,
  expm1,
  fill,
  floor,
  fusedBatchNorm,
  fusedConv2D,
  gatherV2,
  greater,
  greaterEqual,
  identity,
  instanceNorm,
  instanceNormGrad,
  isFinite,
  isNan,
  leakyRelu,
  less,
  lessEqual,
  log,
  log1p,
  logSoftmax,
  logicalAnd,
  logicalNot,
  logicalOr,
  max,
  maxPool,
  maxPoolGrad,
  maximum,
  mean,
  min,
  minimum,
  multiply,
  neg,
  notEqual,
  oneHot,
  onesLike,
  pack,
  padV2,
  pow,
  prelu,
  prod,
  realDiv,
  reciprocal,
  relu,
  relu6,
  reshape,
  resizeNearestNeighbor,
  resizeNearestNeighborGrad,
  reverse,
  round,
  rsqrt,
  select,
  selu,
  sigmoid,
  sign,
  sin,
  slice,
  softmax,
  softplus,
  spatialDropout,
  splitV,
  sqrt,
  square,
  squaredDifference,
  step,
  sub,
  sum,
  tanh,
  tile,
  transpose,
  unpack,
  zerosLike,
  fusedMatMul,
]

let registered = false

/** Registers every kernel of this backend; what it lacks runs on the cpu backend, which has them all. */
export function registerKernels(): void {
  if (registered) return
  registered = true
  const native = new Set(kernels.map((kernel) => kernel.kernelName))
  for (const kernel of kernels) tf.registerKernel(kernel)
  for (const { kernelName } of tf.getKernelsForBackend('cpu')) {
    if (native.has(kernelName)) continue
    tf.registerKernel({
      kernelName,
      backendName,
      kernelFunc: ({ inputs, backend, attrs }) =>
        fallBack(backend as OnnxBackend, kernelName, inputs as KernelInputs, attrs),
    })
  }
}
