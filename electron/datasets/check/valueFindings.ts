import path from 'node:path'
import type { Finding } from '#shared/domain/datasetCheck'
import type { PhaseName } from '#shared/domain/labelFix'
import type { CaseSource } from '#shared/domain/study'
import { SeptumError } from '#shared/errors/SeptumError'
import { readNifti } from '#electron/formats/nifti/readNifti'
import { sourceMask } from '../fixes/sourceMask'

/** The most unknown values that are named one by one. */
const mostNamed = 8

/** Values of a mask that its layout does not define, each with its voxels and slices (R-DS-2). */
export async function valueFindings(source: CaseSource, phase: PhaseName): Promise<Finding[]> {
  const mask = sourceMask(source, phase)
  if (!mask) return []
  const known = new Set(mask.values.keys())
  for (const fix of source.fixes ?? []) if (fix.kind === 'map-value') known.add(fix.value)
  let image: Awaited<ReturnType<typeof readNifti>>
  try {
    image = await readNifti(mask.file)
  } catch (error) {
    if (error instanceof SeptumError) return [] // gridFindings says it
    throw error
  }
  const [, slices, rows, columns] = image.shape
  const plane = rows * columns
  const from = mask.at * slices * plane
  const unknown = new Map<number, { voxels: number; slices: Set<number> }>()
  for (let i = 0; i < slices * plane; i++) {
    const value = image.data[from + i]! * image.slope + image.intercept
    if (known.has(value)) continue
    const entry = unknown.get(value) ?? { voxels: 0, slices: new Set<number>() }
    entry.voxels++
    entry.slices.add(Math.floor(i / plane))
    unknown.set(value, entry)
  }
  const found = [...unknown].sort(([, a], [, b]) => b.voxels - a.voxels)
  return found.slice(0, mostNamed).map(([value, { voxels, slices: on }]) => {
    const numbers = [...on].sort((a, b) => a - b)
    return {
      kind: 'unknown-value',
      severity: 'blocker',
      phase,
      slice: numbers[0] ?? null,
      region: null,
      file: mask.file,
      text: `${path.basename(mask.file)} holds the value ${value} in ${voxels} voxels on ${slicesText(numbers)}; ${source.layout} defines ${[...mask.values.keys()].join(', ')}.`,
      reason: Number.isInteger(value)
        ? 'The mask has a structure more than its layout, or was edited with another list of labels.'
        : 'The value is no whole number: the mask was probably resampled with interpolation.',
      fix: Number.isInteger(value) ? { kind: 'map-value', value, region: null } : null,
    }
  })
}

/** `slice 3`, `slices 2 to 5`, `slices 1, 4 and 7`; counted from 1. */
function slicesText(slices: readonly number[]): string {
  const numbers = slices.map((slice) => slice + 1)
  if (numbers.length === 1) return `slice ${numbers[0]}`
  const runs = numbers.at(-1)! - numbers[0]! === numbers.length - 1
  return runs
    ? `slices ${numbers[0]} to ${numbers.at(-1)}`
    : `slices ${numbers.slice(0, -1).join(', ')} and ${numbers.at(-1)}`
}
