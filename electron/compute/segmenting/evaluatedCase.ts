import { join } from 'node:path'
import { beforeFile } from '#shared/domain/beforeFile'
import type { CaseResult, Part } from '#shared/domain/evaluation'
import {
  measuredPhases,
  phaseNames,
  phaseWord,
  uncalibrated,
  type PhaseName,
} from '#shared/domain/measuredPhases'
import type { Pulse } from '#models/postprocessing/denseCrf/denseCrf'
import type { CaseReader } from '#electron/datasets/adapter'
import { breathe } from '../breathe'
import { writeMask } from '../writeMask'
import { casePreparation } from '../preparing/fittedPreparation'
import { preparationContext } from '../preparing/preparationContext'
import { referenceOf } from './referenceOf'
import type { ScoredVolumes } from './pluginScores'
import { regionsThat, scoredCase } from './scoredCase'
import { segmentedVolume, type Member, type SegmentationRecipe } from './segmentedVolume'

export interface EvaluatedCase {
  readonly result: CaseResult
  readonly files: Partial<Record<PhaseName, string>>
  /** Phases that the source labels, and that are therefore scored. */
  readonly labelled: readonly PhaseName[]
  /** Predicted and true labels of the volumes in which the source labels every region of the recipe. */
  readonly compared: readonly (readonly [predicted: Uint8Array, truth: Uint8Array])[]
  /** What the scores are of. */
  readonly volumes: ScoredVolumes
}

/** `patient001_ED.nii.gz` (evaluation.md E4.S); the only image of a case has the case's name alone. */
export const maskName = (caseName: string, phase: PhaseName): string =>
  `${[caseName.replace(/[^\w.-]+/g, '-'), phaseWord(phase)].filter(Boolean).join('_')}.nii.gz`

/** Segments the measured phases of a case, writes the masks into `out`, and scores what the source labels. */
export async function evaluatedCase(
  reader: CaseReader,
  part: Part,
  segmenter: Member['segmenter'],
  recipe: SegmentationRecipe,
  out: string,
  pulse?: Pulse,
): Promise<EvaluatedCase> {
  const { opened } = reader
  const { labels: truth, grid, regions } = await referenceOf(reader)
  const context = preparationContext(reader, null)
  const own = { ...recipe, preparation: await casePreparation(reader, recipe.preparation) }
  const predicted: Partial<Record<PhaseName, Uint8Array>> = {}
  const files: Partial<Record<PhaseName, string>> = {}
  for (const [phase, index] of measuredPhases(opened, opened.grid.phases)) {
    const { labels, before } = await segmentedVolume(
      await reader.volume(index),
      grid,
      segmenter,
      own,
      context,
      pulse,
    )
    predicted[phase] = labels
    const file = join(out, maskName(opened.name, phase))
    await writeMask(file, labels, reader, index)
    if (before) await writeMask(beforeFile(file), before, reader, index)
    files[phase] = file
    await breathe()
  }
  const both = regionsThat(regions, (region) => recipe.channels.includes(region))
  const labelled = phaseNames.filter((phase) => truth[phase])
  const compared = labelled.flatMap((phase) => {
    const [answer, known] = [predicted[phase], truth[phase]]
    return answer && known && both[phase]?.length === recipe.channels.length ? [[answer, known] as const] : []
  })
  const scored = scoredCase(opened.name, part, predicted, truth, grid, both)
  const result = uncalibrated(opened) ? inPixels(scored) : scored
  return { result, files, labelled, compared, volumes: { predicted, truth, grid, regions: both } }
}

/** A score whose distances are pixels; volumes in millilitres cannot be had. */
function inPixels({ volumesMl: _ml, ...scored }: CaseResult): CaseResult {
  return { ...scored, uncalibrated: true }
}
