import { join } from 'node:path'
import type { CaseResult, Part } from '#shared/domain/evaluation'
import type { CaseReader } from '#electron/datasets/adapter'
import { breathe } from '../breathe'
import { writeMask } from '../writeMask'
import { referenceOf } from './referenceOf'
import { scoredCase } from './scoredCase'
import { segmentedVolume, type SegmentationRecipe } from './segmentedVolume'
import type { Segmenter } from './segmenter'

export interface EvaluatedCase {
  readonly result: CaseResult
  readonly files: Partial<Record<'ed' | 'es', string>>
  /** Phases that the source labels, and that are therefore scored. */
  readonly labelled: readonly ('ed' | 'es')[]
  /** Predicted and true labels of the volumes in which the source labels every region of the recipe. */
  readonly compared: readonly (readonly [predicted: Uint8Array, truth: Uint8Array])[]
}

/** `patient001_ED.nii.gz` (evaluation.md E4.S). */
export const maskName = (caseName: string, phase: 'ed' | 'es'): string =>
  `${caseName.replace(/[^\w.-]+/g, '-')}_${phase.toUpperCase()}.nii.gz`

/** Segments end-diastole and end-systole of a case, writes the masks into `out`, and scores what the source labels. */
export async function evaluatedCase(
  reader: CaseReader,
  part: Part,
  segmenter: Segmenter,
  recipe: SegmentationRecipe,
  out: string,
): Promise<EvaluatedCase> {
  const { name, ed, es } = reader.opened
  const { pair, grid, regions } = await referenceOf(reader)
  const predicted: { ed: Uint8Array | null; es: Uint8Array | null } = { ed: null, es: null }
  const files: Partial<Record<'ed' | 'es', string>> = {}
  for (const [phase, index] of [
    ['ed', ed],
    ['es', es],
  ] as const) {
    if (index === null) continue
    const labels = segmentedVolume(await reader.volume(index), grid, segmenter, recipe)
    predicted[phase] = labels
    const file = join(out, maskName(name, phase))
    await writeMask(file, labels, reader, index)
    files[phase] = file
    await breathe()
  }
  const both = recipe.channels.filter((region) => regions.includes(region))
  const labelled = (['ed', 'es'] as const).filter((phase) => pair[phase] !== null)
  const compared = labelled.flatMap((phase) => {
    const [answer, truth] = [predicted[phase], pair[phase]]
    return answer && truth && both.length === recipe.channels.length ? [[answer, truth] as const] : []
  })
  return { result: scoredCase(name, part, predicted, pair, grid, both), files, labelled, compared }
}
