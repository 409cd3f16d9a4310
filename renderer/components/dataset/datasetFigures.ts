import { usedCases } from '#shared/domain/dataset'
import type { CheckedCase } from '#shared/domain/datasetCheck'
import { patientsOf } from '#shared/domain/datasetSplit'
import { regionIds, type RegionId } from '#shared/domain/structures'
import type { OpenedDataset } from '#shared/ipc/datasets'

export interface ClassShares {
  readonly region: RegionId
  /** Of all pixels of the labelled volumes, of those on slices with any label, of those on slices with this structure. */
  readonly ofAll: number
  readonly ofLabelled: number
  readonly ofForeground: number
  /** Slices of labelled volumes without this structure. */
  readonly emptySlices: number
  readonly slices: number
}

/** S2's Figure 1 and the class shares, from the user's own cases (F-DS-4, datasets B2.1, B2.3). */
export interface DatasetFigures {
  readonly patients: number
  readonly images: number
  /** 2-D images at ED and ES with any label. */
  readonly labelledImages: number
  readonly slicesPerPatient: readonly [number, number] | null
  readonly framesPerSlice: readonly [number, number] | null
  readonly shares: readonly ClassShares[]
  readonly spacings: readonly number[]
  readonly pitches: readonly number[]
  readonly scanners: readonly (readonly [string, number])[]
  readonly groups: readonly (readonly [string, number])[]
  /** Cases that are used and not checked yet. */
  readonly unchecked: number
}

export function datasetFigures({ content, checked }: OpenedDataset): DatasetFigures {
  const used = usedCases(content)
  const known = checked.filter(({ shape }) => shape !== null)
  const ids = new Set(known.map(({ id }) => id))
  const slices = patientsOf(content).map(({ cases }) =>
    cases.reduce((sum, { source }) => sum + source.slices, 0),
  )
  const frames = known.map(({ ed, es }) => (ed ? 1 : 0) + (es ? 1 : 0))
  return {
    patients: patientsOf(content).length,
    images: used.reduce((sum, { source }) => sum + source.slices * source.phases, 0),
    labelledImages: known.reduce(
      (sum, { ed, es }) => sum + (ed?.labelledSlices ?? 0) + (es?.labelledSlices ?? 0),
      0,
    ),
    slicesPerPatient: range(slices),
    framesPerSlice: range(frames),
    shares: regionIds.flatMap((region) => sharesOf(region, known) ?? []),
    spacings: known.flatMap(({ spacingMm }) => (spacingMm ? [spacingMm.x] : [])),
    pitches: known.flatMap(({ spacingMm }) => (spacingMm ? [spacingMm.z] : [])),
    scanners: counted(used.map(({ source }) => source.scanner ?? '')),
    groups: counted(used.map(({ source }) => source.group ?? '')),
    unchecked: used.filter(({ source }) => !ids.has(source.id)).length,
  }
}

const range = (values: readonly number[]): readonly [number, number] | null =>
  values.length > 0 ? [Math.min(...values), Math.max(...values)] : null

function counted(names: readonly string[]): [string, number][] {
  const counts = new Map<string, number>()
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1)
  return [...counts].sort(([, a], [, b]) => b - a)
}

function sharesOf(region: RegionId, checked: readonly CheckedCase[]): ClassShares | null {
  let [pixels, all, labelled, foreground, slices, own] = [0, 0, 0, 0, 0, 0]
  for (const { shape, ed, es } of checked)
    for (const figures of [ed, es]) {
      if (!shape || !figures?.regions.includes(region)) continue
      const plane = shape[1] * shape[2]
      pixels += figures.pixels[region] ?? 0
      all += shape[0] * plane
      labelled += figures.labelledSlices * plane
      foreground += (figures.slices[region] ?? 0) * plane
      slices += shape[0]
      own += figures.slices[region] ?? 0
    }
  if (all === 0) return null
  const share = (of: number) => (of > 0 ? pixels / of : 0)
  return {
    region,
    ofAll: share(all),
    ofLabelled: share(labelled),
    ofForeground: share(foreground),
    emptySlices: slices - own,
    slices,
  }
}

/** Values in equal steps between the lowest and the highest: how many fall into each. */
export function histogram(
  values: readonly number[],
  bins: number,
): { from: number; to: number; counts: number[] } {
  const [from, to] = range(values) ?? [0, 0]
  const counts = new Array<number>(bins).fill(0)
  for (const value of values)
    counts[to > from ? Math.min(bins - 1, Math.floor((bins * (value - from)) / (to - from))) : 0]!++
  return { from, to, counts }
}

/**
 * The intensities of all cases as one histogram, each case in units of its own 98th percentile: scanners differ by a
 * factor, which would hide everything else. From quantiles: between two of them values count as evenly spread.
 */
export function intensityHistogram(checked: readonly CheckedCase[], bins: number): number[] {
  const counts = new Array<number>(bins).fill(0)
  for (const { quantiles } of checked) {
    const top = quantiles.at(-2)
    if (!top || top <= 0) continue
    for (let i = 0; i + 1 < quantiles.length - 1; i++) {
      const [a, b] = [quantiles[i]! / top, quantiles[i + 1]! / top]
      const steps = 8
      for (let s = 0; s < steps; s++) {
        const value = a + ((b - a) * (s + 0.5)) / steps
        const bin = Math.floor(value * bins)
        if (bin >= 0 && bin < bins) counts[bin]! += 1 / steps
      }
    }
  }
  return counts
}
