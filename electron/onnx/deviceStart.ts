import { SeptumError } from '#shared/errors/SeptumError'
import { bare, providerReason, type DeviceProvider } from './devices'
import { encodeModel, type OnnxGraph, type OnnxValueInfo } from './onnx'
import { runtimeTensor, Session, sessionOptions, type Provider } from './runtime'

const started = new Set<DeviceProvider>()

/**
 * Lets a device compute one convolution, so that whoever asks for it learns at once that it cannot: throws
 * ENGINE_UNAVAILABLE with the reason in plain words. A broken driver may end the process; a child asks first.
 */
export function startDevice(provider: DeviceProvider): void {
  if (started.has(provider)) return
  const missing = providerReason(provider)
  if (missing !== null) throw unavailable(provider, bare(missing))
  let answer: string
  try {
    answer = answerOf(provider, oneConvolution)
  } catch (error) {
    throw unavailable(provider, deviceReason(String(error)), error)
  }
  if (answer !== rightAnswer) throw unavailable(provider, `it computes wrongly (${answer})`)
  started.add(provider)
}

const side = 3
const info = (name: string): OnnxValueInfo => ({ name, dtype: 'float32', dims: [1, 1, side, side] })

/** Each pixel of a 3 x 3 image of ones becomes the number of pixels around it. */
export const oneConvolution: OnnxGraph = {
  nodes: [{ op: 'Conv', inputs: ['x', 'w'], outputs: ['y'], attributes: { pads: [1, 1, 1, 1] } }],
  initialisers: [],
  inputs: [info('x'), info('w')],
  outputs: [info('y')],
}
export const rightAnswer = '4,6,4,6,9,6,4,6,4'

/** What a device alone, without the processor's help, makes of that graph. */
export function answerOf(provider: Provider, graph: OnnxGraph): string {
  const ones = () => runtimeTensor('float32', new Float32Array(side * side).fill(1), [1, 1, side, side])
  const alone = { extra: { session: { disable_cpu_ep_fallback: provider === 'cpu' ? '0' : '1' } } }
  const session = new Session(encodeModel(graph), { ...sessionOptions({ threads: 1, provider }), ...alone })
  try {
    return [...(session.run({ x: ones(), w: ones() }).y!.data as Float32Array)].join()
  } finally {
    session.dispose()
  }
}

const unavailable = (provider: DeviceProvider, reason: string, cause?: unknown) =>
  new SeptumError('ENGINE_UNAVAILABLE', { engine: `onnxruntime-${provider}`, reason }, { cause })

/** What ONNX Runtime's words about a device that does not start mean to whoever sits before it. */
export function deviceReason(words: string): string {
  if (/No supported adapters|Failed to get a WebGPU adapter/.test(words))
    return noAdapter[process.platform] ?? noCard
  if (/Failed to load shared library|cannot open shared object|libcu|cudnn/i.test(words))
    return 'the libraries of the graphics card (NVIDIA driver, CUDA 12, cuDNN 9) were not found'
  if (/device lost|DXGI_ERROR|out of memory/i.test(words))
    return 'the graphics card gave up; its driver was reset or its memory is full'
  const [first = words] = words
    .replace(/^Error: /, '')
    .replace(/\/onnxruntime_src\S+ /g, '')
    .split('\n')
  return `ONNX Runtime says: ${first.slice(0, 300)}`
}

const noCard = 'no graphics card was found'
const noAdapter: Partial<Record<NodeJS.Platform, string>> = {
  linux: `${noCard} that has a Vulkan driver (the package libvulkan1 and the driver of the card)`,
  win32: `${noCard} that has a driver for Direct3D 12`,
  darwin: `${noCard} that has Metal`,
}
