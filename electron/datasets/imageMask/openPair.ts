import { canonicalValues, labelledBy } from '#shared/domain/labelMap'
import { ignoredLabel, regions, taskOf, boundariesAround } from '#shared/domain/structures'
import type { CaseSource, GeometryWarning } from '#shared/domain/study'
import { SeptumError } from '#shared/errors/SeptumError'
import { isJpegName, readPicture, type Picture } from '#electron/formats/readPicture'
import { ignoredPixels } from '../ignoredPixels'
import { stillReader } from '../stillReader'
import { filledLines, ignoredIndex } from './maskValues'
import { PairDetail } from './pairDetail'
import { greyImage, readMask } from './readPair'
import type { CaseReader } from '../adapter'

const uncalibrated: GeometryWarning = {
  code: 'UNCALIBRATED',
  text: 'Uncalibrated: a picture gives no pixel size. Areas are pixels, and no length can be given in millimetres.',
}

/** Opens an image with its mask as a case of one slice. What is wrong with the mask is a problem; the image opens all the same. */
export async function openPair(source: CaseSource): Promise<CaseReader> {
  const detail = PairDetail.parse(source.detail)
  const picture = await readPicture(detail.image)
  const problems = [...source.problems]
  const warnings = [uncalibrated]
  const found = detail.map ? await labelsOf(detail, detail.map, picture, problems, warnings) : null
  const regionsHere = detail.map ? labelledBy(detail.map) : []
  for (const text of problems) warnings.push({ code: 'CASE_PROBLEM', text })
  return stillReader(source, {
    grid: {
      columns: picture.columns,
      rows: picture.rows,
      slices: 1,
      phases: 1,
      spacingMm: { x: 1, y: 1, z: 1 },
      orientation: null,
      phaseTimesMs: null,
    },
    data: greyImage(picture),
    slope: 1,
    intercept: 0,
    labels: found,
    regions: regionsHere,
    task: regionsHere.length > 0 ? taskOf(boundariesAround(regionsHere)) : 'object',
    author: 'Mask',
    warnings,
    problems,
    lossy: isJpegName(detail.image),
  })
}

async function labelsOf(
  { image, mask: file, fillLines }: PairDetail,
  map: NonNullable<PairDetail['map']>,
  { columns, rows }: Picture,
  problems: string[],
  warnings: GeometryWarning[],
): Promise<Uint8Array | null> {
  try {
    const mask = await readMask(file)
    if (mask.columns !== columns || mask.rows !== rows)
      throw new SeptumError('GEOMETRY_MISMATCH', {
        file,
        found: `${mask.columns} × ${mask.rows}`,
        image,
        expected: `${columns} × ${rows}`,
      })
    const known = new Map(canonicalValues(map))
    if (mask.ignored > 0) known.set(ignoredIndex, ignoredLabel)
    const labels = new Uint8Array(mask.values.length)
    for (let i = 0; i < labels.length; i++) {
      const label = known.get(mask.values[i]!)
      if (label === undefined)
        throw new SeptumError('LABEL_UNKNOWN', {
          file,
          value: mask.values[i]!,
          layout: 'mask of this folder',
        })
      labels[i] = label
    }
    const filled = fillLines ? filledLines(labels, columns, rows, regions.object.label) : labels
    warnings.push(...ignoredPixels(filled))
    return filled
  } catch (error) {
    if (!(error instanceof SeptumError)) throw error
    problems.push(error.message)
    return null
  }
}
