import { join } from 'node:path'
import { measuredPhases } from '#shared/domain/measuredPhases'
import { regions, type RegionId } from '#shared/domain/structures'
import type { CaseSource } from '#shared/domain/study'
import { SeptumError } from '#shared/errors/SeptumError'
import { openCase } from '#electron/datasets/openCase'
import type { CaseReader } from '#electron/datasets/adapter'
import { breathe } from '../breathe'
import { maskName } from '../segmenting/evaluatedCase'
import { casePreparation } from '../preparing/fittedPreparation'
import { preparationContext } from '../preparing/preparationContext'
import { pulse } from '../segmenting/pulse'
import {
  ensembleVolume,
  segmentedVolume,
  type Member,
  type SegmentationRecipe,
} from '../segmenting/segmentedVolume'
import { writeMask } from '../writeMask'

/** Label values to write instead of the canonical ones. */
export type LabelValues = Readonly<Partial<Record<RegionId, number>>>

export interface MaskOptions {
  readonly out: string
  readonly values: LabelValues
  readonly progress: (done: number, total: number, what: string) => void
  readonly signal: AbortSignal
}

export interface PredictedCase {
  readonly case: string
  readonly files: string[]
  /** What was done after the network. */
  readonly postprocessing: SegmentationRecipe['postprocessing']
}

/**
 * Segments cases with a model, or by the mean of several, and writes the masks on the source grid: the measured phases
 * where they are known, else all.
 */
export async function predictedMasks(
  sources: readonly CaseSource[],
  models: readonly [Member, ...Member[]],
  options: MaskOptions,
): Promise<PredictedCase[]> {
  const cases: PredictedCase[] = []
  for (const source of sources) {
    const tell = (what: string): void => options.progress(cases.length, sources.length, what)
    tell(source.name)
    const reader = await openCase(source)
    try {
      cases.push({
        case: source.name,
        files: await masksOf(reader, models, options, tell),
        postprocessing: models[0].recipe.postprocessing,
      })
    } finally {
      reader.close()
    }
  }
  options.progress(sources.length, sources.length, 'done')
  return cases
}

async function masksOf(
  reader: CaseReader,
  models: readonly [Member, ...Member[]],
  options: MaskOptions,
  tell: (what: string) => void,
): Promise<string[]> {
  const { grid } = reader.opened
  const context = preparationContext(reader, null)
  const [first, ...others] = await Promise.all(models.map((model) => fittedMember(reader, model)))
  const files: string[] = []
  const beat = pulse(options.signal, 'The prediction', (slice) => tell(`${reader.opened.name}, ${slice}`))
  for (const { phase, file } of wantedMasks(reader)) {
    if (options.signal.aborted) throw new SeptumError('CANCELLED', { what: 'The prediction' })
    const volume = await reader.volume(phase)
    const { labels } = others.length
      ? await ensembleVolume(volume, grid, [first!, ...others], context, beat)
      : await segmentedVolume(volume, grid, first!.segmenter, first!.recipe, context, beat)
    const path = join(options.out, file)
    await writeMask(path, withValues(labels, options.values), reader, phase)
    files.push(path)
    await breathe()
  }
  return files
}

async function fittedMember(reader: CaseReader, { segmenter, recipe }: Member): Promise<Member> {
  return { segmenter, recipe: { ...recipe, preparation: await casePreparation(reader, recipe.preparation) } }
}

function wantedMasks({ opened }: CaseReader): { phase: number; file: string }[] {
  const { name, grid } = opened
  const measured = measuredPhases(opened, grid.phases).map(([mark, phase]) => ({
    phase,
    file: maskName(name, mark),
  }))
  if (measured.length) return measured
  const plain = name.replace(/[^\w.-]+/g, '-')
  return Array.from({ length: grid.phases }, (_, phase) => ({
    phase,
    file: `${plain}_phase${String(phase + 1).padStart(2, '0')}.nii.gz`,
  }))
}

function withValues(labels: Uint8Array, values: LabelValues): Uint8Array {
  const table = Uint8Array.from({ length: 256 }, (_, value) => value)
  for (const { id, label } of Object.values(regions)) table[label] = values[id] ?? label
  return labels.map((label) => table[label]!)
}
