const words = 'strings: ONNX computes with numbers'
const dynamic = 'the size of the result depends on the data: a graph is compiled for fixed shapes'
const spectra = 'complex numbers: ONNX has none'
const morphology = 'a gradient that ONNX lacks, of an operation that no network here has'
const counting = 'refuses negative numbers, so it must see them before it counts'

/** Why a kernel of TensorFlow.js has none here and runs on the cpu backend. None of them is in a network of ours. */
export const withoutKernel: Readonly<Record<string, string>> = {
  Bincount: counting,
  BroadcastArgs: 'arithmetic on shapes, which are known outside the graph',
  DenseBincount: counting,
  Dilation2DBackpropFilter: morphology,
  Dilation2DBackpropInput: morphology,
  Draw: 'draws on a canvas, and there is none',
  FFT: spectra,
  IFFT: spectra,
  Multinomial: 'random draws are made outside the graph',
  NonMaxSuppressionV3: dynamic,
  NonMaxSuppressionV4: dynamic,
  NonMaxSuppressionV5: dynamic,
  RaggedGather: dynamic,
  RaggedRange: dynamic,
  RaggedTensorToTensor: dynamic,
  RotateWithOffset: 'pictures are turned outside the graph, before they become tensors',
  SparseFillEmptyRows: dynamic,
  SparseReshape: dynamic,
  SparseSegmentMean: dynamic,
  SparseSegmentSum: dynamic,
  StaticRegexReplace: words,
  StringNGrams: words,
  StringSplit: words,
  StringToHashBucketFast: words,
  Transform: 'projections with four ways of filling the edge: ONNX has other ones',
  Unique: dynamic,
}
