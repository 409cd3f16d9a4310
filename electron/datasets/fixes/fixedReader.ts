import { fillIslands, everyIsland } from '#shared/geometry/fillIslands'
import { islands, withClosedWall, withoutIslands } from '#shared/geometry/mendLabels'
import type { VolumeShape } from '#shared/geometry/volumeShape'
import type { LabelFix, PhaseName } from '#shared/domain/labelFix'
import { regions, type RegionId } from '#shared/domain/structures'
import type { CaseSource } from '#shared/domain/study'
import { SeptumError } from '#shared/errors/SeptumError'
import { readNifti } from '#electron/formats/nifti/readNifti'
import type { CaseReader } from '../adapter'
import { labelVolumesMl } from '../labelVolumesMl'
import { resampledMask } from './resampledMask'
import { sourceMask } from './sourceMask'

/** A case with the corrections that its data set asks for: its labels change, its images and files do not. */
export function fixedReader(reader: CaseReader, source: CaseSource): CaseReader {
  const fixes = source.fixes ?? []
  if (fixes.length === 0) return reader
  const { grid } = reader.opened
  const nameOf = (phase: number): PhaseName | null =>
    phase === source.ed ? 'ed' : phase === source.es ? 'es' : null
  const known = new Map<number, Promise<Uint8Array | null>>()
  const readAgain = (phase: PhaseName): boolean =>
    fixes.some((fix) => fix.kind === 'map-value' || (fix.kind === 'resample-mask' && fix.phase === phase))
  const mended = (phase: number): Promise<Uint8Array | null> => {
    const labels = known.get(phase) ?? fixedLabels(reader, source, phase, nameOf(phase), fixes)
    known.set(phase, labels)
    return labels
  }
  const labelledRegions = (phase: number): RegionId[] => {
    const name = nameOf(phase)
    if (name && fixes.some((fix) => fix.kind === 'drop-phase' && fix.phase === name)) return []
    const own = reader.labelledRegions(phase)
    return own.length > 0 || !name || !readAgain(name) ? own : [...(sourceMask(source, name)?.regions ?? [])]
  }
  const volumes = new Map<number, Partial<Record<RegionId, number>>>()
  /** What was said of a mask that is now read as the fixes say is no longer so. */
  const isMended = (problem: string): boolean =>
    (['ed', 'es'] as const).some((phase) => {
      const mask = readAgain(phase) ? sourceMask(source, phase) : null
      return mask !== null && problem.startsWith(mask.file)
    })
  return {
    ...reader,
    labels: async (phase) => {
      const labels = await mended(phase)
      if (labels) volumes.set(phase, labelVolumesMl(labels, grid, labelledRegions(phase)))
      return labels?.slice() ?? null
    },
    labelledRegions,
    volumesMl: (phase) =>
      nameOf(phase) === null ? reader.volumesMl(phase) : (volumes.get(phase) ?? reader.volumesMl(phase)),
    get problems() {
      return reader.problems.filter((problem) => !isMended(problem))
    },
  }
}

async function fixedLabels(
  reader: CaseReader,
  source: CaseSource,
  phase: number,
  name: PhaseName | null,
  fixes: readonly LabelFix[],
): Promise<Uint8Array | null> {
  const mine = fixes.filter((fix) => fix.kind === 'map-value' || fix.phase === name)
  if (!name || mine.length === 0) return reader.labels(phase)
  if (mine.some(({ kind }) => kind === 'drop-phase')) return null
  const again = mine.some(({ kind }) => kind === 'map-value' || kind === 'resample-mask')
  const labels = again ? await maskAgain(reader, source, name, mine) : await reader.labels(phase)
  const { slices, rows, columns, spacingMm } = reader.opened.grid
  return labels && mine.reduce((made, fix) => mendedBy(fix, made, [slices, rows, columns], spacingMm), labels)
}

function mendedBy(
  fix: LabelFix,
  labels: Uint8Array,
  shape: VolumeShape,
  spacingMm: CaseReader['opened']['grid']['spacingMm'],
): Uint8Array {
  const [cavity, wall] = [regions['lv-cavity'].label, regions['lv-myocardium'].label]
  switch (fix.kind) {
    case 'fill-holes':
      return fillIslands(labels, shape, spacingMm, everyIsland).labels
    case 'drop-islands':
      return withoutIslands(labels, shape, islands(labels, shape, spacingMm, cavity))
    case 'close-wall':
      return withClosedWall(labels, shape, spacingMm, { cavity, wall })
    case 'resample-mask':
    case 'map-value':
    case 'drop-phase':
      return labels // done where the mask is read
  }
}

/** The mask read anew: on the image's grid, with the values that the fixes map. */
async function maskAgain(
  reader: CaseReader,
  source: CaseSource,
  phase: PhaseName,
  fixes: readonly LabelFix[],
): Promise<Uint8Array | null> {
  const mask = sourceMask(source, phase)
  if (!mask) return reader.labels(source[phase]!)
  const image = await readNifti(mask.file)
  const { grid } = reader.opened
  const shape = [1, grid.slices, grid.rows, grid.columns] as const
  const moved = fixes.some(({ kind }) => kind === 'resample-mask')
  const fits = [1, 2, 3].every((axis) => image.shape[axis] === shape[axis])
  if (!moved && !fits)
    throw new SeptumError('GEOMETRY_MISMATCH', {
      file: mask.file,
      found: image.shape.slice(1).join(' × '),
      image: mask.image,
      expected: shape.slice(1).join(' × '),
    })
  const header = reader.niftiHeader(source[phase]!)
  const values = moved
    ? resampledMask(image, mask.at, {
        shape,
        spacingMm: grid.spacingMm,
        orientation: header?.orientation ?? grid.orientation,
      })
    : framesValues(image, mask.at)
  const known = new Map(mask.values)
  for (const fix of fixes)
    if (fix.kind === 'map-value') known.set(fix.value, fix.region ? regions[fix.region].label : 0)
  return Uint8Array.from(values, (value) => {
    const label = known.get(value)
    if (label === undefined)
      throw new SeptumError('LABEL_UNKNOWN', { file: mask.file, value, layout: source.layout })
    return label
  })
}

function framesValues(
  image: {
    readonly shape: readonly number[]
    readonly data: ArrayLike<number>
    readonly slope: number
    readonly intercept: number
  },
  at: number,
): Float64Array {
  const size = image.shape[1]! * image.shape[2]! * image.shape[3]!
  return Float64Array.from(
    { length: size },
    (_, i) => image.data[at * size + i]! * image.slope + image.intercept,
  )
}
