import { readdir } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { PixelScores } from '#shared/domain/pixelScores'
import { isBeforeFile } from '#shared/domain/beforeFile'
import { SeptumError } from '#shared/errors/SeptumError'
import { reasonOf } from '#electron/formats/fileBytes'
import { readNifti } from '#electron/formats/nifti/readNifti'
import { readPng } from '#electron/formats/readPng'
import { ignoredIndex } from '#electron/datasets/imageMask/maskValues'
import { countConfusion, noConfusion, pixelScores } from '#models/metrics/confusion'
import type { EvaluationOptions } from './acdcEvaluation'

export interface PixelEvaluation {
  readonly protocol: 's1'
  /** Images or volumes compared. */
  readonly images: number
  readonly scores: PixelScores
  /** Masks of the reference for which no prediction was found. */
  readonly missing: string[]
}

const ending = /\.(png|nii|nii\.gz)$/i
/** Label values that masks may hold between them: more are a picture, not a mask. */
const mostClasses = 64

/**
 * Scores masks against those of the same name as S1 does: one confusion matrix over all pixels of all images. Classes are
 * the values that the masks hold, in their order; index 255 of an indexed PNG of the reference is ignored. Errors:
 * FOLDER_UNREADABLE, FOLDER_EMPTY, GEOMETRY_MISMATCH, LABEL_UNKNOWN where the values are not those of masks, and those of
 * the files.
 */
export async function pixelEvaluation(
  reference: string,
  prediction: string,
  { progress, signal }: EvaluationOptions,
): Promise<PixelEvaluation> {
  const references = await masksIn(reference)
  const predictions = await masksIn(prediction)
  const values: number[] = []
  const classOf = new Map<number, number>()
  let matrix: number[][] = []
  const missing: string[] = []
  let images = 0
  for (const [name, file] of references) {
    if (signal.aborted) throw new SeptumError('CANCELLED', { what: 'The evaluation' })
    progress(images + missing.length, references.size, name)
    const other = predictions.get(name)
    if (!other) {
      missing.push(name)
      continue
    }
    const [truth, answer] = [await valuesOf(file), await valuesOf(other)]
    if (truth.shape !== answer.shape)
      throw new SeptumError('GEOMETRY_MISMATCH', {
        ...{ file: other, found: answer.shape, image: file, expected: truth.shape },
      })
    for (const [source, data] of [
      [file, truth.data],
      [other, answer.data],
    ] as const)
      for (const value of new Set(data)) {
        if (classOf.has(value) || value === truth.ignored) continue
        if (values.length === mostClasses || !Number.isInteger(value))
          throw new SeptumError('LABEL_UNKNOWN', { file: source, value, layout: 'mask' })
        classOf.set(value, values.length)
        values.push(value)
        matrix = grown(matrix)
      }
    countConfusion(matrix, answer.data, truth.data, classOf, truth.ignored)
    images++
  }
  progress(references.size, references.size, 'done')
  const order = [...values.keys()].sort((a, b) => values[a]! - values[b]!)
  const sorted = order.map((row) => order.map((column) => matrix[row]![column]!))
  const classes = order.map((index) => String(values[index]))
  return { protocol: 's1', images, scores: pixelScores(sorted, classes), missing }
}

const grown = (matrix: number[][]): number[][] => {
  const larger = noConfusion(matrix.length + 1)
  matrix.forEach((row, i) => row.forEach((count, j) => (larger[i]![j] = count)))
  return larger
}

/** Every mask in a folder and below, by its name without ending. */
async function masksIn(folder: string): Promise<Map<string, string>> {
  let names: string[]
  try {
    names = await readdir(folder, { recursive: true })
  } catch (error) {
    throw new SeptumError('FOLDER_UNREADABLE', { folder, reason: reasonOf(error) }, { cause: error })
  }
  const masks = names
    .filter((name) => ending.test(name) && !isBeforeFile(name) && !basename(name).startsWith('.'))
    .sort()
  if (masks.length === 0) throw new SeptumError('FOLDER_EMPTY', { folder })
  return new Map(masks.map((name) => [name.replace(ending, ''), join(folder, name)]))
}

interface MaskOfFile {
  readonly data: ArrayLike<number> & Iterable<number>
  /** In words. */
  readonly shape: string
  /** Pixels of this value are not judged; null: every pixel is. */
  readonly ignored: number | null
}

async function valuesOf(file: string): Promise<MaskOfFile> {
  if (/\.png$/i.test(file)) {
    const { data, channels, rows, columns, palette } = await readPng(file)
    const first = channels === 1 ? data : data.filter((_, i) => i % channels === 0)
    return { data: first, shape: `${rows} × ${columns}`, ignored: palette ? ignoredIndex : null }
  }
  const { data, shape, slope, intercept } = await readNifti(file)
  const whole = slope === 1 && intercept === 0 ? data : Float32Array.from(data, (v) => v * slope + intercept)
  return { data: whole, shape: shape.slice(1).join(' × '), ignored: null }
}
