import type { CaseSource, StudyId } from '#shared/domain/study'
import { SeptumError } from '#shared/errors/SeptumError'
import { openCase } from '../openCase'
import { scanFolder } from '../scanFolder'
import { rawLabels, type RawLabels } from './rawLabels'

/** The case of a folder that has this id. Errors: NOT_FOUND, those of `scanFolder`. */
export async function caseBelow(folder: string, study: StudyId): Promise<CaseSource> {
  let found: CaseSource | null = null
  await scanFolder(folder, {
    onCase: (source) => {
      if (source.id === study) found ??= source
    },
    onRefusal: () => undefined,
    onProgress: () => undefined,
  })
  if (!found) throw new SeptumError('NOT_FOUND', { kind: 'case', id: study })
  return found
}

/** One slice of a case for the label dialog: its picture in 8-bit grey, and the label values as the file has them. */
export async function labelExample(
  source: CaseSource,
  slice: number,
): Promise<{ rows: number; columns: number; grey: Uint8Array; values: Int32Array }> {
  const raw = await rawOf(source)
  const { rows, columns } = raw
  const plane = rows * columns
  const at = Math.min(Math.max(0, slice), raw.slices - 1)
  return {
    rows,
    columns,
    grey: await greySlice(source, at, raw.phase, plane),
    values: raw.values.slice(at * plane, (at + 1) * plane),
  }
}

/** The whole label map, for judging whether a mapping can be right. */
export async function rawOf(source: CaseSource): Promise<RawLabels> {
  const raw = await rawLabels(source)
  if (!raw) throw new SeptumError('CASE_INCOMPLETE', { case: source.name, reason: 'it has no labels' })
  return raw
}

async function greySlice(
  source: CaseSource,
  slice: number,
  phase: number,
  plane: number,
): Promise<Uint8Array> {
  const reader = await openCase(source)
  try {
    const { header, values } = await reader.frame(slice, phase)
    const { centre, width } = reader.opened.window
    const low = centre - width / 2
    if (values.length !== plane) return new Uint8Array(plane) // labels of another size: the labels alone are shown
    return Uint8Array.from(values, (stored) =>
      Math.min(255, Math.max(0, (255 * (stored * header.slope + header.intercept - low)) / width)),
    )
  } finally {
    reader.close()
  }
}
