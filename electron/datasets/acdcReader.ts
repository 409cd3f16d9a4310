import { contoursOfLabels } from '#shared/geometry/regionMask'
import type { Contour } from '#shared/domain/contour'
import type { Grid } from '#shared/domain/grid'
import { cardiacRegions } from '#shared/domain/structures'
import type { CaseSource } from '#shared/domain/study'
import { SeptumError } from '#shared/errors/SeptumError'
import { readNifti, type NiftiImage } from '#electron/formats/nifti/readNifti'
import { AcdcFiles } from './acdcFiles'
import { percentileWindow } from './displayWindow'
import { frameOf, volumeOf, type FrameStack } from './frameValues'
import { labelVolumesMl } from './labelVolumesMl'
import { labelMap } from './labelMap'
import { niftiWarnings } from './niftiWarnings'
import type { CaseReader } from './adapter'

const acdcValues = [0, 1, 2, 3]
const made = { source: 'imported', author: 'ACDC expert', state: 'accepted' } as const

/** Opens an ACDC patient. A label map of another shape is a problem of the case; its images open all the same. */
export async function openAcdc(source: CaseSource): Promise<CaseReader> {
  const files = AcdcFiles.parse(source.detail)
  const cine = files.cine ? await readNifti(files.cine) : null
  const frames = new Map<number, NiftiImage>()
  if (!cine) for (const { frame, image } of files.frames) frames.set(frame, await readNifti(image))
  const lead = files.frames[0]
    ? (frames.get(files.frames[0].frame) ?? (await readNifti(files.frames[0].image)))
    : cine
  const first = cine ?? lead
  if (!first || !lead)
    throw new SeptumError('CASE_INCOMPLETE', { case: source.name, reason: 'it has no image' })
  for (const [frame, image] of frames) assertSameGrid(image, first, files, frame)

  const [, slices, rows, columns] = first.shape
  const phases = cine ? cine.shape[0] : files.frames.length
  const grid: Grid = {
    columns,
    rows,
    slices,
    phases,
    // A cine's header is less to be trusted than its frames' (datasets.md B1.1, pitfall 2).
    spacingMm: lead.spacingMm,
    orientation: lead.orientation,
    phaseTimesMs: null,
  }
  const imageAt = (phase: number): { image: NiftiImage; frame: number; stack: FrameStack } => {
    const image = cine ?? frames.get(files.frames[phase]?.frame ?? 0)
    if (!image || phase < 0 || phase >= phases) throw new Error(`${source.name} has no phase ${phase}`)
    return {
      image,
      frame: cine ? phase : 0,
      stack: { columns, rows, slices, slope: image.slope, intercept: image.intercept },
    }
  }
  const frameNumber = (phase: number): number => (cine ? phase + 1 : files.frames[phase]!.frame)
  const labelFile = (phase: number): string | null =>
    files.frames.find(({ frame }) => frame === frameNumber(phase))?.label ?? null

  const problems: string[] = [...source.problems]
  const kept = new Map<number, Uint8Array>()
  for (let phase = 0; phase < phases; phase++) {
    const file = labelFile(phase)
    if (!file) continue
    try {
      const labels = await labelMap(
        file,
        first.shape,
        imageFile(files, frameNumber(phase)),
        acdcValues,
        'ACDC',
      )
      kept.set(phase, labels)
    } catch (error) {
      if (!(error instanceof SeptumError)) throw error
      problems.push(error.message)
    }
  }

  let traced: Contour[] | undefined
  const middle = imageAt(source.ed ?? 0)
  const volume = volumeOf(middle.image.data, middle.stack, middle.frame)
  return {
    opened: {
      id: source.id,
      name: source.name,
      grid,
      window: percentileWindow(volume),
      inverted: false,
      sliceThicknessMm: null,
      ed: source.ed,
      es: source.es,
      // Traced when it is first asked for: training and measuring want the labels alone.
      get imported() {
        return (traced ??= [...kept].flatMap(([phase, labels]) =>
          contoursOfLabels(labels, grid, phase, made),
        ))
      },
      warnings: niftiWarnings(lead, problems),
      lossy: false,
    },
    frame: (slice, phase) => {
      const { image, frame, stack } = imageAt(phase)
      if (slice < 0 || slice >= slices) throw new Error(`${source.name} has no slice ${slice}`)
      return Promise.resolve(frameOf(image.data, stack, slice, phase, frame))
    },
    volume: (phase) => {
      const { image, frame, stack } = imageAt(phase)
      return Promise.resolve(volumeOf(image.data, stack, frame))
    },
    labels: (phase) => Promise.resolve(kept.get(phase)?.slice() ?? null),
    labelledRegions: (phase) => (kept.has(phase) ? [...cardiacRegions] : []),
    volumesMl: (phase) => {
      const labels = kept.get(phase)
      return labels ? labelVolumesMl(labels, grid, cardiacRegions) : {}
    },
    niftiHeader: (phase) => (cine ? lead : imageAt(phase).image),
    frameNumber,
    problems,
    close: () => frames.clear(),
  }
}

const imageFile = (files: AcdcFiles, frame: number): string =>
  files.frames.find((f) => f.frame === frame)?.image ?? files.cine ?? ''

function assertSameGrid(image: NiftiImage, first: NiftiImage, files: AcdcFiles, frame: number): void {
  const same = [1, 2, 3].every((axis) => image.shape[axis] === first.shape[axis])
  if (same) return
  throw new SeptumError('GEOMETRY_MISMATCH', {
    file: imageFile(files, frame),
    found: image.shape.slice(1).join(' × '),
    image: files.frames[0]!.image,
    expected: first.shape.slice(1).join(' × '),
  })
}
