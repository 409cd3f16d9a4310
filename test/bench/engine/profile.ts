import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'

/** An event of ONNX Runtime's own profile. */
interface ProfileEvent {
  readonly name: string
  readonly cat: string
  /** Microseconds. */
  readonly dur: number
  readonly args?: {
    readonly op_name?: string
    readonly input_type_shape?: readonly Readonly<Record<string, readonly number[]>>[]
    readonly output_type_shape?: readonly Readonly<Record<string, readonly number[]>>[]
  }
}

export interface KernelShare {
  readonly kernel: string
  readonly nodes: number
  readonly ms: number
}

export interface Profile {
  /** Sum of the kernels' medians. */
  readonly kernelsMs: number
  /** The whole native run, median. */
  readonly runMs: number
  readonly shares: readonly KernelShare[]
  readonly convolutions: { readonly ms: number; readonly gflops: number }
  /** The slowest single nodes, for those who look for the next thing to do. */
  readonly slowest: readonly { readonly ms: number; readonly kernel: string; readonly shapes: string }[]
}

/** Reads, sums and removes the profile that was written under a prefix. */
export function readProfile(prefix: string): Profile {
  const file = readdirSync(dirname(prefix)).find((name) => name.startsWith(basename(prefix)))
  if (!file) throw new Error('no profile was written')
  const path = join(dirname(prefix), file)
  const events = JSON.parse(readFileSync(path, 'utf8')) as ProfileEvent[]
  rmSync(path)

  const nodes = new Map<string, { event: ProfileEvent; times: number[] }>()
  const runs: number[] = []
  for (const event of events) {
    if (event.name === 'model_run') runs.push(event.dur)
    if (event.cat !== 'Node' || !event.name.endsWith('_kernel_time')) continue
    const node = nodes.get(event.name)
    if (node) node.times.push(event.dur)
    else nodes.set(event.name, { event, times: [event.dur] })
  }
  const shares = new Map<string, { nodes: number; ms: number }>()
  const slowest: { ms: number; kernel: string; shapes: string }[] = []
  let flops = 0
  let convolutionMs = 0
  for (const { event, times } of nodes.values()) {
    const ms = median(times) / 1e3
    const inputs = shapesOf(event.args?.input_type_shape)
    const outputs = shapesOf(event.args?.output_type_shape)
    const kernel = kindOf(event.args?.op_name ?? '?', inputs)
    const share = shares.get(kernel) ?? { nodes: 0, ms: 0 }
    shares.set(kernel, { nodes: share.nodes + 1, ms: share.ms + ms })
    slowest.push({ ms, kernel, shapes: `${JSON.stringify(inputs)} -> ${JSON.stringify(outputs)}` })
    if (!/^Conv (?!affine|dot)/.test(kernel)) continue
    convolutionMs += ms
    flops += convolutionFlops(inputs[1] ?? [], outputs[0] ?? [])
  }
  const sorted = [...shares].map(([kernel, share]) => ({ kernel, ...share })).sort((a, b) => b.ms - a.ms)
  return {
    kernelsMs: sorted.reduce((sum, { ms }) => sum + ms, 0),
    runMs: median(runs) / 1e3,
    shares: sorted,
    convolutions: { ms: convolutionMs, gflops: convolutionMs ? flops / convolutionMs / 1e6 : 0 },
    slowest: slowest.sort((a, b) => b.ms - a.ms).slice(0, 60),
  }
}

const median = (list: readonly number[]): number => list.toSorted((a, b) => a - b)[list.length >> 1] ?? 0

const shapesOf = (
  typed: readonly Readonly<Record<string, readonly number[]>>[] | undefined,
): readonly (readonly number[])[] => (typed ?? []).map((each) => Object.values(each)[0] ?? [])

/** A convolution by what it is used for: a·x + b over maps, a sum of products, a weight gradient, or by its window. */
function kindOf(op: string, [x = [], filter = []]: readonly (readonly number[])[]): string {
  if (op !== 'Conv' || filter.length < 4) return op
  const [, perGroup = 0, rows = 0, columns = 0] = filter
  const depthwise = perGroup === 1 && (x[1] ?? 0) > 1 && x[1] === filter[0]
  if (depthwise && rows === 1 && columns === 1) return 'Conv affine'
  if (depthwise && rows === x[2]) return 'Conv dot'
  if (rows > 7) return 'Conv weight gradient'
  return `Conv ${rows}x${columns}`
}

/** Two for each product: positions of the output times taps of the filter of one output channel. */
const convolutionFlops = (filter: readonly number[], output: readonly number[]): number =>
  2 *
  output.reduce((product, size) => product * size, 1) *
  filter.slice(1).reduce((product, size) => product * size, 1)
