import path from 'node:path'
import { Grid } from '#shared/domain/grid'
import { z } from '#shared/domain/schema'
import { GeometryWarning, type CaseSource, type LayoutId } from '#shared/domain/study'
import { DrawnDetail } from './drawn/drawn'
import { stackGrid, type Stack } from './stackGrid'
import { studyId } from './studyId'
import type { DicomHeader } from '#electron/formats/dicom/dicomHeader'
import type { StackFrame } from './stackFrame'

/** What a scan leaves of a DICOM stack so that it opens without reading all headers again. */
export const StackDetail = z.object({
  /** StudyInstanceUID; absent where the files have none. The library compares it between patients (R-LIB-4). */
  studyUid: z.string().optional(),
  /** ISO date: two patients of one name are told apart by it (F-LI-6). */
  birthDate: z.string().optional(),
  grid: Grid,
  /** Slice → phase → [index into `files`, frame in that file], null where the frame is missing. */
  places: z.array(z.array(z.tuple([z.number().int(), z.number().int()]).nullable())),
  window: z.object({ centre: z.number(), width: z.number() }).nullable(),
  inverted: z.boolean(),
  sliceThicknessMm: z.number().nullable(),
  lossy: z.boolean(),
  warnings: z.array(GeometryWarning),
  /** Files that draw on the images; absent where there are none. */
  drawn: DrawnDetail.optional(),
})
export type StackDetail = z.infer<typeof StackDetail>

/** The case of one stack of frames, and the stack itself. `name` and `layout` are the adapter's. */
export function dicomCase(
  frames: readonly StackFrame[],
  layout: LayoutId,
  name: string,
): { source: CaseSource; stack: Stack } {
  const stack = stackGrid(frames)
  const files = [...new Set(stack.places.flat().flatMap((frame) => (frame ? [frame.file] : [])))]
  const indices = new Map(files.map((file, index) => [file, index]))
  const { header, geometry } = stack.places.flat().find((frame) => frame !== null)!
  const detail: StackDetail = {
    ...(header.studyUid ? { studyUid: header.studyUid } : {}),
    ...(header.birthDate ? { birthDate: header.birthDate } : {}),
    grid: stack.grid,
    places: stack.places.map((slice) =>
      slice.map((frame) => (frame ? [indices.get(frame.file)!, frame.frame] : null)),
    ),
    window: header.window && { centre: header.window.centre, width: header.window.width },
    inverted: header.photometric === 'MONOCHROME1',
    sliceThicknessMm: geometry.thicknessMm,
    lossy: frames.some((frame) => frame.header.lossy),
    warnings: [
      ...stack.warnings,
      ...shownDifferently(header),
      ...(frames.some((frame) => frame.header.burnedIn) ? [burnedIn] : []),
    ],
  }
  const source: CaseSource = {
    id: studyId(layout, header.studyUid, header.seriesUid, header.patientId, name, firstInstance(frames)),
    name,
    layout,
    folder: path.dirname(files[0]!),
    files,
    patientId: header.patientId,
    patientName: header.patientName,
    sex: header.sex,
    ageYears: header.ageYears,
    studyDate: header.studyDate,
    description: [header.studyDescription, header.seriesDescription].filter(Boolean).join(' · '),
    modality: header.modality,
    scanner: header.scanner,
    fieldT: header.fieldT,
    group: null,
    series: 1,
    slices: stack.grid.slices,
    phases: stack.grid.phases,
    ed: null,
    es: null,
    labelled: [],
    problems: stack.warnings.map(({ text }) => text),
    detail,
  }
  return { source, stack }
}

const burnedIn: GeometryWarning = {
  code: 'BURNED_IN',
  text: 'Text may be burned into the images: look at them before they are passed on.',
}

/** Where the page shows something else than the file asks for. */
function shownDifferently({ samples, photometric, window }: DicomHeader): GeometryWarning[] {
  const colour = samples > 1 || photometric === 'PALETTE COLOR'
  const curve =
    window?.curve === 'sigmoid' ? 'an S-shaped curve' : window?.curve === 'table' ? 'a table' : null
  return [
    ...(colour
      ? [{ code: 'COLOUR_AS_GREY', text: 'The images are in colour; they are shown in grey, by brightness.' }]
      : []),
    ...(curve
      ? [
          {
            code: 'WINDOW_STRAIGHT',
            text: `The file asks for ${curve} instead of a window; the straight line that comes nearest is shown.`,
          },
        ]
      : []),
  ]
}

/** Tells apart the stacks of one series, and files without UIDs, wherever they lie. */
const firstInstance = (frames: readonly StackFrame[]): string =>
  frames.map(({ header, file }) => header.sopInstance || path.basename(file)).sort()[0]!
