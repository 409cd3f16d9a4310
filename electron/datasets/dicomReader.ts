import { SeptumError } from '#shared/errors/SeptumError'
import type { CaseSource, FrameHeader, OpenedCase } from '#shared/domain/study'
import { readDicom, type DicomImage } from '#electron/formats/dicom/readDicom'
import type { ShownValues } from '#electron/formats/dicom/shownValues'
import { StackDetail } from './dicomCase'
import { percentileWindow } from './displayWindow'
import type { CaseReader } from './adapter'

/** Opens a stack that a scan found: its frames are decoded one by one as they are asked for. It brings no labels. */
export async function openStack(source: CaseSource): Promise<CaseReader> {
  const detail = StackDetail.parse(source.detail)
  const { grid } = detail
  const open = new Map<string, Promise<DicomImage>>()

  const image = (file: string): Promise<DicomImage> => {
    const known = open.get(file)
    if (known) return known
    const opening = readDicom(file)
    // Only files of many frames are worth keeping, and one of them at a time.
    open.clear()
    open.set(file, opening)
    return opening
  }

  const frame = async (
    slice: number,
    phase: number,
  ): Promise<{ header: FrameHeader; values: ShownValues }> => {
    if (slice < 0 || slice >= grid.slices || phase < 0 || phase >= grid.phases)
      throw new Error(`${source.name} has no slice ${slice}, phase ${phase}`)
    const place = detail.places[slice]?.[phase]
    if (!place) {
      const reason = `slice ${slice + 1} has no image at phase ${phase + 1}`
      throw new SeptumError('CASE_INCOMPLETE', { case: source.name, reason })
    }
    const file = source.files[place[0]]!
    const decoded = await image(file)
    const { rows, columns, geometry } = decoded.header
    if (rows !== grid.rows || columns !== grid.columns)
      throw new SeptumError('GEOMETRY_MISMATCH', {
        file,
        found: `${columns} × ${rows}`,
        image: source.name,
        expected: `${grid.columns} × ${grid.rows}`,
      })
    const values = await decoded.frame(place[1])
    const { slope, intercept } = geometry[place[1]]!
    const type = values instanceof Uint16Array ? 'uint16' : values instanceof Int16Array ? 'int16' : 'float32'
    return { header: { slice, phase, columns, rows, type, slope, intercept }, values }
  }

  const volume = async (phase: number): Promise<Float32Array> => {
    const size = grid.rows * grid.columns
    const out = new Float32Array(size * grid.slices)
    for (let slice = 0; slice < grid.slices; slice++) {
      const { header, values } = await frame(slice, phase)
      for (let i = 0; i < size; i++) out[slice * size + i] = values[i]! * header.slope + header.intercept
    }
    return out
  }

  const window = detail.window
    ? { ...detail.window, origin: 'file' as const }
    : percentileWindow(await middle(detail, frame))
  const opened: OpenedCase = {
    id: source.id,
    name: source.name,
    grid,
    window,
    inverted: detail.inverted,
    sliceThicknessMm: detail.sliceThicknessMm,
    ed: source.ed,
    es: source.es,
    imported: [],
    warnings: detail.warnings,
    lossy: detail.lossy,
  }
  return {
    opened,
    frame,
    volume,
    labels: () => Promise.resolve(null),
    labelledRegions: () => [],
    volumesMl: () => ({}),
    niftiHeader: () => null,
    frameNumber: (phase) => phase + 1,
    problems: source.problems,
    close: () => open.clear(),
  }
}

/** Values of the frame in the middle of the grid that is there, after rescale. */
async function middle(
  detail: StackDetail,
  frame: (slice: number, phase: number) => Promise<{ header: FrameHeader; values: ShownValues }>,
): Promise<Float32Array> {
  const half = Math.floor(detail.grid.slices / 2)
  const slice = [half, ...detail.places.keys()].find((at) => detail.places[at]?.some(Boolean)) ?? 0
  const phase = Math.max(0, detail.places[slice]!.findIndex(Boolean))
  const { header, values } = await frame(slice, phase)
  return Float32Array.from(values, (value) => value * header.slope + header.intercept)
}
