import path from 'node:path'
import type { CaseSource, Refusal } from '#shared/domain/study'
import type { Grid, Orientation } from '#shared/domain/grid'
import { fileBytes } from '#electron/formats/fileBytes'
import { readVolume, readVolumeHeader, volumeName } from '#electron/formats/volume/readVolume'
import type { Vector } from '#electron/formats/dicom/dicomGeometry'
import type { NiftiHeader } from '#electron/formats/nifti/niftiHeader'
import { percentileWindow } from './displayWindow'
import { DrawnDetail, type DrawingFile, type DrawnOn } from './drawn/drawn'
import { drawnOnCase, withDrawings } from './drawn/drawnCase'
import { readerWith } from './drawn/drawnReader'
import { imageStemOf, masksOf, volumeStem } from './drawn/maskName'
import { frameOf, volumeOf } from './frameValues'
import { NiftiFrames } from './niftiFrames'
import { openNiftiFrames } from './niftiFramesReader'
import { unnamedLabels } from './drawn/unnamedLabels'
import { niftiWarnings } from './niftiWarnings'
import { refusalOf } from './scanSink'
import { studyId } from './studyId'
import type { CaseReader, FileLayout } from './adapter'

const voxelsOfPair = /\.img(\.gz)?$/i

/** Any 3-D or 4-D volume (NIfTI, MGH, NRRD, MetaImage): the third dimension is slices, the fourth is phases. It brings no labels. */
export const niftiImages: FileLayout = {
  id: 'nifti',
  title: 'NIfTI images',
  citation: '',
  licence: 'That of the images.',
  collect: (sink) => ({
    take: async (file, beside) => {
      if (voxelsOfPair.test(file)) return true
      if (!volumeName.test(file)) return false
      const image = imageStemOf(file)
      // A mask is taken with its image; one without an image here may belong to a DICOM series.
      if (image !== null) return beside.some((name) => volumeName.test(name) && volumeStem(name) === image)
      const masks = masksOf(file, beside).map((name) => path.join(path.dirname(file), name))
      const { source, refusal } = await sink.recalled(file, 'volume', () => findings(file, masks), {
        lasting: (found) => found.refusal?.code !== 'FILE_UNREADABLE',
        also: masks,
      })
      if (source) sink.onCase(source)
      if (refusal) sink.onRefusal(refusal)
      return true
    },
    finish: () => Promise.resolve(),
  }),
  open: openNifti,
}

/** The case of a volume and of the masks on it, or why there is none. */
async function findings(
  file: string,
  masks: readonly string[],
): Promise<{ source: CaseSource | null; refusal: Refusal | null }> {
  try {
    return { source: await withMasks(await imageSource(file), masks), refusal: null }
  } catch (error) {
    return { source: null, refusal: refusalOf(file, error) }
  }
}

/** The case of one volume. Errors: see `readVolumeHeader`. */
export async function imageSource(file: string): Promise<CaseSource> {
  const header = await readVolumeHeader(file)
  const name = path.basename(file).replace(volumeName, '')
  const { bytes } = await fileBytes(file, 65_536)
  const [phases, slices] = header.shape
  return {
    id: studyId('nifti', name, bytes),
    name,
    layout: 'nifti',
    folder: path.dirname(file),
    files: [file],
    patientId: name,
    patientName: name,
    sex: null,
    ageYears: null,
    studyDate: null,
    description: header.description || name,
    modality: '',
    scanner: null,
    fieldT: null,
    group: null,
    series: 1,
    slices,
    phases,
    ed: null,
    es: null,
    labelled: [],
    problems: header.calibrated ? [] : ['The header gives no pixel size.'],
    detail: {},
  }
}

const drawingsOf = (masks: readonly string[]): DrawingFile[] => masks.map((file) => ({ kind: 'mask', file }))

async function withMasks(source: CaseSource, masks: readonly string[]): Promise<CaseSource> {
  if (masks.length === 0) return source
  const on = volumeOn(gridOf(await readVolumeHeader(source.files[0]!)))
  const detail: DrawnDetail = { drawings: drawingsOf(masks), instances: [], originsMm: null }
  const drawn = withDrawings(source, detail, await drawnOnCase(detail.drawings, on), on)
  if (drawn.labelled.length > 0 || masks.length > 1) return drawn
  return { ...drawn, detail: { ...drawn.detail, ...(await unnamedLabels(source.files[0]!, masks[0]!)) } }
}

/** Slices of a volume lie a pitch apart. */
const volumeOn = (grid: Grid): DrawnOn => ({
  grid,
  originsMm: grid.orientation && slicePositions(grid, grid.orientation),
  placeOf: () => null,
})

const slicePositions = ({ slices, spacingMm }: Grid, { originMm, normal }: Orientation): Vector[] =>
  Array.from({ length: slices }, (_, k) => {
    const [x, y, z] = originMm
    const away = k * spacingMm.z
    return [x + away * normal[0], y + away * normal[1], z + away * normal[2]]
  })

function gridOf({
  shape: [phases, slices, rows, columns],
  spacingMm,
  orientation,
  frameMs,
}: NiftiHeader): Grid {
  const phaseTimesMs = frameMs && phases > 1 ? Array.from({ length: phases }, (_, t) => t * frameMs) : null
  return { columns, rows, slices, phases, spacingMm, orientation, phaseTimesMs }
}

async function openNifti(source: CaseSource): Promise<CaseReader> {
  // Somebody said what the values of its mask mean: it is a label map like any other.
  if (NiftiFrames.safeParse(source.detail).data?.values.length) return openNiftiFrames(source, source.name)
  const images = await openVolume(source)
  const detail = DrawnDetail.optional().parse(source.detail.drawn)
  if (!detail) return images
  const drawn = await drawnOnCase(detail.drawings, volumeOn(images.opened.grid))
  return readerWith(images, drawn, [...new Set([...source.problems, ...drawn.problems])])
}

async function openVolume(source: CaseSource): Promise<CaseReader> {
  const image = await readVolume(source.files[0]!)
  const [phases, slices, rows, columns] = image.shape
  const { slope, intercept } = image
  const grid = gridOf(image)
  const stack = { columns, rows, slices, slope, intercept }
  const within = (slice: number, phase: number): void => {
    if (slice < 0 || slice >= slices || phase < 0 || phase >= phases)
      throw new Error(`${source.name} has no slice ${slice}, phase ${phase}`)
  }
  return {
    opened: {
      id: source.id,
      name: source.name,
      grid,
      window: percentileWindow(volumeOf(image.data, stack, 0)),
      inverted: false,
      sliceThicknessMm: null,
      ed: source.ed,
      es: source.es,
      imported: [],
      warnings: niftiWarnings(image, []),
      lossy: false,
    },
    frame: async (slice, phase) => {
      within(slice, phase)
      return frameOf(image.data, stack, slice, phase)
    },
    volume: async (phase) => {
      within(0, phase)
      return volumeOf(image.data, stack, phase)
    },
    labels: () => Promise.resolve(null),
    labelledRegions: () => [],
    volumesMl: () => ({}),
    niftiHeader: () => image,
    frameNumber: (phase) => phase + 1,
    problems: source.problems,
    close: () => undefined,
  }
}
