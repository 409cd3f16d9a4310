import type { NamedArray } from '#shared/domain/namedArray'
import type { NetworkId } from '#shared/domain/network'
import type { TransferReport } from '#shared/domain/transferReport'
import { SeptumError } from '#shared/errors/SeptumError'
import { classesOf, matchedRows, type RowMatch } from './classMatch'
import { laidShape, type Layout } from './layouts'
import { nameMapOf } from './nameMaps/catalogue'
import type { WeightSource } from './nameMap'

export interface TransferTarget {
  readonly network: NetworkId
  /** Every weight of the network, in its order. */
  readonly weights: readonly { readonly name: string; readonly shape: readonly number[] }[]
  readonly structures: readonly string[]
}

export interface TransferFile {
  /** What the reader calls it: a file's or a model's name. */
  readonly name: string
  readonly arrays: readonly NamedArray[]
  /** Structures of its head, where the file says so. */
  readonly structures: readonly string[] | null
}

/** How a weight of another shape is made to fit. */
export type Adaptation =
  | { readonly kind: 'planes'; readonly from: number; readonly to: number }
  | { readonly kind: 'classes'; readonly axes: readonly (RowMatch | null)[] }

/** One weight to be filled. */
export interface TransferStep {
  readonly weight: string
  readonly shape: readonly number[]
  readonly array: NamedArray
  readonly divisor: NamedArray | null
  readonly layout: Layout
  readonly firstIsLast: number | null
  /** The planes of an image come in the other order. */
  readonly turnPlanes: boolean
  readonly adaptation: Adaptation | null
}

export interface TransferPlan {
  readonly steps: readonly TransferStep[]
  /** Norms whose statistics were loaded: how many batches these come from is not in the file. */
  readonly measured: readonly string[]
  readonly report: TransferReport
}

/**
 * Which arrays of a file fill which weights of a network, and how; nothing is read yet. Throws WEIGHTS_FOREIGN when the
 * file is of another network, WEIGHTS_MISFIT for another shape without `adapt`.
 */
export function planTransfer(target: TransferTarget, file: TransferFile, adapt: boolean): TransferPlan {
  const foreign = (reason: string) =>
    new SeptumError('WEIGHTS_FOREIGN', { file: file.name, network: target.network, reason })
  const map = nameMapOf(target.network, file.arrays)
  if (!map) throw foreign('none of its names is known')
  if (map.refusal) throw foreign(map.refusal)
  const byName = new Map(file.arrays.map((array) => [array.name, array]))
  const used = new Set<string>()
  const steps: TransferStep[] = []
  const report = { loaded: [] as string[], adapted: [] as Told[], skipped: [] as Told[] }
  const [first] = target.weights.filter(({ shape }) => shape.length >= 4)

  for (const { name: weight, shape } of target.weights) {
    const source = map.source(weight)
    const array = source?.names.map((name) => byName.get(name)).find((each) => each !== undefined)
    if (!source || !array) {
      if (!isCounter(weight)) report.skipped.push({ weight, how: 'not in the file' })
      continue
    }
    const divisor = divisorOf(source, array, byName)
    used.add(array.name)
    if (divisor) used.add(divisor.name)
    const found = laidShape(array.shape, source.layout, shape)
    const fit = adaptationOf(found, shape, weight === first?.name, target.structures, file.structures)
    const step = {
      ...{ weight, shape, array, divisor, layout: source.layout, firstIsLast: source.firstIsLast ?? null },
      turnPlanes: map.planesTurned === true && weight === first?.name,
    }
    if (fit === 'same') {
      report.loaded.push(weight)
      steps.push({ ...step, adaptation: null })
      continue
    }
    if (!adapt) throw misfit(file.name, weight, found, shape)
    if (fit === 'other')
      report.skipped.push({ weight, how: `${sizes(found)} in the file, ${sizes(shape)} here` })
    else {
      const how = adaptationText(fit)
      if (how === null) report.skipped.push({ weight, how: 'its classes mean something else: begins afresh' })
      else {
        report.adapted.push({ weight, how })
        steps.push({ ...step, adaptation: fit })
      }
    }
  }
  if (report.loaded.length + report.adapted.length === 0) throw foreign('no array of it fits a layer')
  const unexpected = file.arrays
    .map(({ name }) => name)
    .filter((name) => !used.has(name) && !map.leaves?.test(name))
  const filled = new Set(steps.map(({ weight }) => weight))
  const measured = target.weights
    .map(({ name }) => name)
    .filter(
      (name) => isCounter(name) && !filled.has(name) && filled.has(name.replace(/updates$/, 'running_mean')),
    )
  return {
    steps,
    measured,
    report: {
      from: file.name,
      kind: map.title,
      ...(map.reads && { reads: map.reads }),
      ...report,
      unexpected,
    },
  }
}

interface Told {
  readonly weight: string
  readonly how: string
}

/** Counts of batches that a norm has seen are set, not read. */
const isCounter = (weight: string): boolean => weight.endsWith('/updates')

function divisorOf(
  { dividedByBlob }: WeightSource,
  { name }: NamedArray,
  byName: ReadonlyMap<string, NamedArray>,
): NamedArray | null {
  if (dividedByBlob === undefined) return null
  return byName.get(name.replace(/\/\d+$/, `/${dividedByBlob}`)) ?? null
}

function adaptationOf(
  found: readonly number[],
  wanted: readonly number[],
  first: boolean,
  ours: readonly string[],
  theirs: readonly string[] | null,
): Adaptation | 'same' | 'other' {
  if (found.join() === wanted.join()) return 'same'
  if (found.length !== wanted.length) return 'other'
  const differing = wanted.flatMap((size, axis) => (size === found[axis] ? [] : [axis]))
  const planesAxis = wanted.length - 2
  const [from = 0, to = 0] = [found[planesAxis], wanted[planesAxis]]
  if (first && differing.join() === String(planesAxis) && (from === 1 || to === 1) && from * to > 0)
    return { kind: 'planes', from, to }
  const axes = wanted.map((size, axis): RowMatch | null | 'other' => {
    if (size === found[axis]) return null
    const here = classesOf(size, ours)
    if (!here) return 'other'
    return matchedRows(here, (theirs && classesOf(found[axis]!, theirs)) ?? found[axis]!)
  })
  return axes.includes('other') ? 'other' : { kind: 'classes', axes: axes as (RowMatch | null)[] }
}

/** What is done, in words; null: nothing of it can be kept. */
function adaptationText(fit: Adaptation): string | null {
  if (fit.kind === 'planes')
    return fit.to === 1
      ? `its ${fit.from} colour planes are summed up for grey images`
      : `its grey plane is spread over ${fit.to}`
  const rows = fit.axes.find((axis) => axis !== null) ?? []
  const kept = rows.filter((row) => row !== null).length
  return kept === 0 ? null : `${kept} of ${rows.length} classes kept, the others begin afresh`
}

const sizes = (shape: readonly number[]): string => shape.join(' × ')

const misfit = (file: string, weight: string, found: readonly number[], wanted: readonly number[]) =>
  new SeptumError('WEIGHTS_MISFIT', { file, weight, found: sizes(found), wanted: sizes(wanted) })
