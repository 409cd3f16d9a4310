import path from 'node:path'
import type { CaseSource } from '#shared/domain/study'
import type { Grid } from '#shared/domain/grid'
import { fileBytes } from '#electron/formats/fileBytes'
import { readVolume, readVolumeHeader, volumeName } from '#electron/formats/volume/readVolume'
import { percentileWindow } from './displayWindow'
import { frameOf, volumeOf } from './frameValues'
import { niftiWarnings } from './niftiWarnings'
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
    take: async (file) => {
      if (voxelsOfPair.test(file)) return true
      if (!volumeName.test(file)) return false
      try {
        sink.onCase(await imageSource(file))
      } catch (error) {
        sink.refuse(file, error)
      }
      return true
    },
    finish: () => undefined,
  }),
  open: openNifti,
}

async function imageSource(file: string): Promise<CaseSource> {
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

async function openNifti(source: CaseSource): Promise<CaseReader> {
  const image = await readVolume(source.files[0]!)
  const [phases, slices, rows, columns] = image.shape
  const { frameMs, slope, intercept } = image
  const grid: Grid = {
    columns,
    rows,
    slices,
    phases,
    spacingMm: image.spacingMm,
    orientation: image.orientation,
    phaseTimesMs: frameMs && phases > 1 ? Array.from({ length: phases }, (_, t) => t * frameMs) : null,
  }
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
      ed: null,
      es: null,
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
