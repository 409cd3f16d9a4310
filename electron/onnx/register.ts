import * as tf from '@tensorflow/tfjs'
import { backendName } from './backend'
import { fallBack, type KernelInputs } from './fallback'
import { abs } from './kernels/Abs'
import { acos } from './kernels/Acos'
import { acosh } from './kernels/Acosh'
import { add } from './kernels/Add'
import { addN } from './kernels/AddN'
import { all } from './kernels/All'
import { any } from './kernels/Any'
import { argMax } from './kernels/ArgMax'
import { argMin } from './kernels/ArgMin'
import { asin } from './kernels/Asin'
import { asinh } from './kernels/Asinh'
import { atan } from './kernels/Atan'
import { atan2 } from './kernels/Atan2'
import { atanh } from './kernels/Atanh'
import { avgPool } from './kernels/AvgPool'
import { avgPool3D } from './kernels/AvgPool3D'
import { avgPool3DGrad } from './kernels/AvgPool3DGrad'
import { avgPoolGrad } from './kernels/AvgPoolGrad'
import { batchNorm } from './kernels/BatchNorm'
import { batchNormGrad } from './kernels/BatchNormGrad'
import { channelAffine } from './kernels/ChannelAffine'
import { rowMask } from './kernels/RowMask'
import { batchMatMul } from './kernels/BatchMatMul'
import { batchToSpaceND } from './kernels/BatchToSpaceND'
import { bitwiseAnd } from './kernels/BitwiseAnd'
import { broadcastTo } from './kernels/BroadcastTo'
import { cast } from './kernels/Cast'
import { ceil } from './kernels/Ceil'
import { clipByValue } from './kernels/ClipByValue'
import { complex } from './kernels/Complex'
import { complexAbs } from './kernels/ComplexAbs'
import { concat } from './kernels/Concat'
import { conv2D } from './kernels/Conv2D'
import { conv2DBackpropFilter } from './kernels/Conv2DBackpropFilter'
import { conv2DBackpropInput } from './kernels/Conv2DBackpropInput'
import { conv3D } from './kernels/Conv3D'
import { conv3DBackpropFilter } from './kernels/Conv3DBackpropFilterV2'
import { conv3DBackpropInput } from './kernels/Conv3DBackpropInputV2'
import { cos } from './kernels/Cos'
import { cosh } from './kernels/Cosh'
import { cropAndResize } from './kernels/CropAndResize'
import { cumprod } from './kernels/Cumprod'
import { cumsum } from './kernels/Cumsum'
import { depthToSpace } from './kernels/DepthToSpace'
import { depthwiseConv2dNative } from './kernels/DepthwiseConv2dNative'
import { depthwiseConv2dNativeBackpropFilter } from './kernels/DepthwiseConv2dNativeBackpropFilter'
import { depthwiseConv2dNativeBackpropInput } from './kernels/DepthwiseConv2dNativeBackpropInput'
import { diag } from './kernels/Diag'
import { dilation2D } from './kernels/Dilation2D'
import { einsum } from './kernels/Einsum'
import { elu } from './kernels/Elu'
import { eluGrad } from './kernels/EluGrad'
import { equal } from './kernels/Equal'
import { erf } from './kernels/Erf'
import { exp } from './kernels/Exp'
import { expandDims } from './kernels/ExpandDims'
import { expm1 } from './kernels/Expm1'
import { fill } from './kernels/Fill'
import { flipLeftRight } from './kernels/FlipLeftRight'
import { floor } from './kernels/Floor'
import { floorDiv } from './kernels/FloorDiv'
import { fusedBatchNorm } from './kernels/FusedBatchNorm'
import { fusedConv2D } from './kernels/FusedConv2D'
import { fusedDepthwiseConv2D } from './kernels/FusedDepthwiseConv2D'
import { gatherNd } from './kernels/GatherNd'
import { gatherV2 } from './kernels/GatherV2'
import { greater } from './kernels/Greater'
import { greaterEqual } from './kernels/GreaterEqual'
import { identity } from './kernels/Identity'
import { imag } from './kernels/Imag'
import { instanceNorm } from './kernels/InstanceNorm'
import { instanceNormGrad } from './kernels/InstanceNormGrad'
import { isFinite } from './kernels/IsFinite'
import { isInf } from './kernels/IsInf'
import { isNan } from './kernels/IsNan'
import { leakyRelu } from './kernels/LeakyRelu'
import { less } from './kernels/Less'
import { lessEqual } from './kernels/LessEqual'
import { linSpace } from './kernels/LinSpace'
import { log } from './kernels/Log'
import { log1p } from './kernels/Log1p'
import { logicalAnd } from './kernels/LogicalAnd'
import { logicalNot } from './kernels/LogicalNot'
import { logicalOr } from './kernels/LogicalOr'
import { logSoftmax } from './kernels/LogSoftmax'
import { lrn } from './kernels/LRN'
import { lrnGrad } from './kernels/LRNGrad'
import { max } from './kernels/Max'
import { maximum } from './kernels/Maximum'
import { maxPool } from './kernels/MaxPool'
import { maxPool3D } from './kernels/MaxPool3D'
import { maxPool3DGrad } from './kernels/MaxPool3DGrad'
import { maxPoolGrad } from './kernels/MaxPoolGrad'
import { maxPoolWithArgmax } from './kernels/MaxPoolWithArgmax'
import { mean } from './kernels/Mean'
import { min } from './kernels/Min'
import { minimum } from './kernels/Minimum'
import { mirrorPad } from './kernels/MirrorPad'
import { mod } from './kernels/Mod'
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
import { range } from './kernels/Range'
import { real } from './kernels/Real'
import { realDiv } from './kernels/RealDiv'
import { reciprocal } from './kernels/Reciprocal'
import { relu } from './kernels/Relu'
import { relu6 } from './kernels/Relu6'
import { reshape } from './kernels/Reshape'
import { resizeBilinear } from './kernels/ResizeBilinear'
import { resizeBilinearGrad } from './kernels/ResizeBilinearGrad'
import { resizeNearestNeighbor } from './kernels/ResizeNearestNeighbor'
import { resizeNearestNeighborGrad } from './kernels/ResizeNearestNeighborGrad'
import { reverse } from './kernels/Reverse'
import { round } from './kernels/Round'
import { rsqrt } from './kernels/Rsqrt'
import { scatterNd } from './kernels/ScatterNd'
import { searchSorted } from './kernels/SearchSorted'
import { select } from './kernels/Select'
import { selu } from './kernels/Selu'
import { sigmoid } from './kernels/Sigmoid'
import { sign } from './kernels/Sign'
import { sin } from './kernels/Sin'
import { sinh } from './kernels/Sinh'
import { slice } from './kernels/Slice'
import { softmax } from './kernels/Softmax'
import { softplus } from './kernels/Softplus'
import { spaceToBatchND } from './kernels/SpaceToBatchND'
import { sparseToDense } from './kernels/SparseToDense'
import { spatialDropout } from './kernels/SpatialDropout'
import { splitV } from './kernels/SplitV'
import { sqrt } from './kernels/Sqrt'
import { square } from './kernels/Square'
import { squaredDifference } from './kernels/SquaredDifference'
import { step } from './kernels/Step'
import { stridedSlice } from './kernels/StridedSlice'
import { sub } from './kernels/Sub'
import { sum } from './kernels/Sum'
import { tan } from './kernels/Tan'
import { tanh } from './kernels/Tanh'
import { tensorScatterUpdate } from './kernels/TensorScatterUpdate'
import { tile } from './kernels/Tile'
import { topK } from './kernels/TopK'
import { transpose } from './kernels/Transpose'
import { unpack } from './kernels/Unpack'
import { unsortedSegmentSum } from './kernels/UnsortedSegmentSum'
import { upsampleNearest } from './kernels/UpsampleNearest'
import { upsampleNearestGrad } from './kernels/UpsampleNearestGrad'
import { zerosLike } from './kernels/ZerosLike'
import { fusedMatMul } from './kernels/_FusedMatMul'
import type { OnnxBackend } from './backend'
import { withoutKernel } from './withoutKernel'

const kernels: readonly tf.KernelConfig[] = [
  abs,
  acos,
  acosh,
  add,
  addN,
  all,
  any,
  argMax,
  argMin,
  asin,
  asinh,
  atan,
  atan2,
  atanh,
  avgPool,
  avgPool3D,
  avgPool3DGrad,
  avgPoolGrad,
  batchMatMul,
  batchToSpaceND,
  bitwiseAnd,
  broadcastTo,
  cast,
  ceil,
  clipByValue,
  complex,
  complexAbs,
  concat,
  conv2D,
  conv2DBackpropFilter,
  conv2DBackpropInput,
  conv3D,
  conv3DBackpropFilter,
  conv3DBackpropInput,
  cos,
  cosh,
  cropAndResize,
  cumprod,
  cumsum,
  depthToSpace,
  depthwiseConv2dNative,
  depthwiseConv2dNativeBackpropFilter,
  depthwiseConv2dNativeBackpropInput,
  diag,
  dilation2D,
  einsum,
  elu,
  eluGrad,
  equal,
  erf,
  exp,
  expandDims,
  expm1,
  fill,
  flipLeftRight,
  floor,
  floorDiv,
  fusedBatchNorm,
  fusedConv2D,
  fusedDepthwiseConv2D,
  gatherNd,
  gatherV2,
  greater,
  greaterEqual,
  identity,
  imag,
  batchNorm,
  batchNormGrad,
  channelAffine,
  rowMask,
  instanceNorm,
  instanceNormGrad,
  isFinite,
  isInf,
  isNan,
  leakyRelu,
  less,
  lessEqual,
  linSpace,
  log,
  log1p,
  logicalAnd,
  logicalNot,
  logicalOr,
  logSoftmax,
  lrn,
  lrnGrad,
  max,
  maximum,
  maxPool,
  maxPool3D,
  maxPool3DGrad,
  maxPoolGrad,
  maxPoolWithArgmax,
  mean,
  min,
  minimum,
  mirrorPad,
  mod,
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
  range,
  real,
  realDiv,
  reciprocal,
  relu,
  relu6,
  reshape,
  resizeBilinear,
  resizeBilinearGrad,
  resizeNearestNeighbor,
  resizeNearestNeighborGrad,
  reverse,
  round,
  rsqrt,
  scatterNd,
  searchSorted,
  select,
  selu,
  sigmoid,
  sign,
  sin,
  sinh,
  slice,
  softmax,
  softplus,
  spaceToBatchND,
  sparseToDense,
  spatialDropout,
  splitV,
  sqrt,
  square,
  squaredDifference,
  step,
  stridedSlice,
  sub,
  sum,
  tan,
  tanh,
  tensorScatterUpdate,
  tile,
  topK,
  transpose,
  unpack,
  unsortedSegmentSum,
  upsampleNearest,
  upsampleNearestGrad,
  zerosLike,
  fusedMatMul,
]

/** The kernels that this backend has itself. */
export const nativeKernels: readonly string[] = kernels.map(({ kernelName }) => kernelName)

let registered = false

/** Registers every kernel of this backend; what it lacks runs on the cpu backend, which has them all. */
export function registerKernels(): void {
  if (registered) return
  registered = true
  const native = new Set(nativeKernels)
  for (const kernel of kernels) tf.registerKernel(kernel)
  for (const { kernelName } of tf.getKernelsForBackend('cpu')) {
    if (native.has(kernelName)) continue
    const reason = withoutKernel[kernelName] ?? 'not written yet'
    tf.registerKernel({
      kernelName,
      backendName,
      kernelFunc: ({ inputs, backend, attrs }) =>
        fallBack(backend as OnnxBackend, kernelName, inputs as KernelInputs, attrs, reason),
    })
  }
}
