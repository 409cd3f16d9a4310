import { contoursOfLabels } from '#shared/geometry/regionMask'
import type { Contour } from '#shared/domain/contour'
import type { Grid } from '#shared/domain/grid'
import type { CaseSource } from '#shared/domain/study'
import { SeptumError } from '#shared/errors/SeptumError'
import type { NiftiImage } from '#electron/formats/nifti/niftiImage'
import { readVolume } from '#electron/formats/volume/readVolume'
import { percentileWindow } from './displayWindow'
import { frameOf, volumeOf, type FrameStack } from './frameValues'
import { ignoredPixels } from './ignoredPixels'
import { labelsAt } from './labelMap'
import { labelVolumesMl } from './labelVolumesMl'
import { NiftiFrames } from './niftiFrames'
import { niftiWarnings } from './niftiWarnings'
import type { CaseReader } from './adapter'

/**
 * Opens a case of NIfTI images and label maps. A label map of another shape, or with a value that the layout does not
 * define, is a problem of the case; its images open all the same. `layout` names the layout in messages.
 */
export async function openNiftiFrames(source: CaseSource, layout: string): Promise<CaseReader> {
  const plan = NiftiFrames.parse(source.detail)
  const images = await filesOf(plan.frames.map(({ image }) => image.file))
  const lead = images.get(plan.header) ?? (await readVolume(plan.header))
  const start = plan.frames[0]
  const first = start && images.get(start.image.file)
  if (!first) throw new SeptumError('CASE_INCOMPLETE', { case: source.name, reason: 'it has no image' })
  for (const [file, image] of images) assertSameGrid(image, file, first, start.image.file)

  const [, slices, rows, columns] = first.shape
  const grid: Grid = {
    columns,
    rows,
    slices,
    phases: plan.frames.length,
    spacingMm: plan.spacingMm ?? lead.spacingMm,
    orientation: lead.orientation,
    phaseTimesMs: null,
  }
  const imageAt = (phase: number): { image: NiftiImage; at: number; stack: FrameStack } => {
    const place = plan.frames[phase]?.image
    const image = place && images.get(place.file)
    if (!image) throw new Error(`${source.name} has no phase ${phase}`)
    const { slope, intercept } = image
    return { image, at: place.at, stack: { columns, rows, slices, slope, intercept } }
  }

  const problems: string[] = [...source.problems]
  const kept = await labelsByPhase(plan, first, layout, problems)
  const window = imageAt(source.ed ?? 0)
  let traced: Contour[] | undefined
  return {
    opened: {
      id: source.id,
      name: source.name,
      grid,
      window: percentileWindow(volumeOf(window.image.data, window.stack, window.at)),
      inverted: false,
      sliceThicknessMm: null,
      ed: source.ed,
      es: source.es,
      // Traced when it is first asked for: training and measuring want the labels alone.
      get imported() {
        const made = { source: 'imported', author: plan.author, state: 'accepted' } as const
        return (traced ??= [...kept].flatMap(([phase, labels]) =>
          contoursOfLabels(labels, grid, phase, made),
        ))
      },
      warnings: [
        ...niftiWarnings(plan.spacingMm ? { ...lead, calibrated: true } : lead, problems),
        ...ignoredPixels(...kept.values()),
      ],
      ...(source.task ? { task: source.task } : {}),
      lossy: false,
    },
    frame: (slice, phase) => {
      const { image, at, stack } = imageAt(phase)
      if (slice < 0 || slice >= slices) throw new Error(`${source.name} has no slice ${slice}`)
      return Promise.resolve(frameOf(image.data, stack, slice, phase, at))
    },
    volume: (phase) => {
      const { image, at, stack } = imageAt(phase)
      return Promise.resolve(volumeOf(image.data, stack, at))
    },
    labels: (phase) => Promise.resolve(kept.get(phase)?.slice() ?? null),
    labelledRegions: (phase) => (kept.has(phase) ? [...plan.regions] : []),
    volumesMl: (phase) => {
      const labels = kept.get(phase)
      return labels ? labelVolumesMl(labels, grid, plan.regions) : {}
    },
    niftiHeader: (phase) => (imageAt(phase).image.shape[0] > 1 ? lead : imageAt(phase).image),
    frameNumber: (phase) => plan.frames[phase]!.number,
    problems,
    close: () => images.clear(),
  }
}

/** Each file once. */
async function filesOf(files: readonly string[]): Promise<Map<string, NiftiImage>> {
  const read = new Map<string, NiftiImage>()
  for (const file of new Set(files)) read.set(file, await readVolume(file))
  return read
}

async function labelsByPhase(
  { frames, values }: NiftiFrames,
  { shape }: NiftiImage,
  layout: string,
  problems: string[],
): Promise<Map<number, Uint8Array>> {
  const kept = new Map<number, Uint8Array>()
  let file = ''
  let map: NiftiImage | null = null
  for (const [phase, { label, image }] of frames.entries()) {
    if (!label) continue
    try {
      if (label.file !== file || !map) map = await readVolume(label.file)
      file = label.file
      const rule = { shape, image: image.file, values: new Map(values), layout }
      kept.set(phase, labelsAt(map, label.at, label.file, rule))
    } catch (error) {
      if (!(error instanceof SeptumError)) throw error
      problems.push(error.message)
    }
  }
  return kept
}

function assertSameGrid(image: NiftiImage, file: string, first: NiftiImage, firstFile: string): void {
  if ([1, 2, 3].every((axis) => image.shape[axis] === first.shape[axis])) return
  throw new SeptumError('GEOMETRY_MISMATCH', {
    file,
    found: image.shape.slice(1).join(' × '),
    image: firstFile,
    expected: first.shape.slice(1).join(' × '),
  })
}
