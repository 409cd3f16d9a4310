import { contoursOfLabels } from '#shared/geometry/regionMask'
import type { Contour } from '#shared/domain/contour'
import type { Places, PredictedContours } from '#shared/ipc/predictions'
import type { WorkProgress } from '#shared/ipc/library'
import { SeptumError } from '#shared/errors/SeptumError'
import type { Pulse } from '#models/postprocessing/denseCrf/denseCrf'
import type { CaseReader } from '#electron/datasets/adapter'
import { breathe } from '../breathe'
import { casePreparation } from '../preparing/fittedPreparation'
import { preparationContext } from '../preparing/preparationContext'
import { pulse } from '../segmenting/pulse'
import { segmentedVolume } from '../segmenting/segmentedVolume'
import type { WarmModel } from './warmModels'

/** What a model suggests at the asked places: drafts that name the model as their author. */
export async function predictedContours(
  reader: CaseReader,
  model: WarmModel,
  places: Places,
  progress: (news: WorkProgress) => void,
  signal: AbortSignal,
): Promise<PredictedContours> {
  const startedMs = performance.now()
  const phases = places.what === 'slice' ? [places.phase] : places.phases
  const contours: Contour[] = []
  for (const [done, phase] of phases.entries()) {
    if (signal.aborted) throw new SeptumError('CANCELLED', { what: 'The prediction' })
    const tell = (what: string): void => progress({ done, total: phases.length, what })
    tell(`phase ${phase + 1}`)
    const beat = pulse(signal, 'The prediction', (slice) => tell(`phase ${phase + 1}, ${slice}`))
    contours.push(
      ...(await drafts(reader, model, phase, places.what === 'slice' ? places.slice : null, beat)),
    )
    await breathe()
  }
  progress({ done: phases.length, total: phases.length, what: 'done' })
  return { contours, model: model.card.id, seconds: (performance.now() - startedMs) / 1000 }
}

/** Contours of one phase; `only` = one slice, else all. */
async function drafts(
  reader: CaseReader,
  { card, segmenter, recipe }: WarmModel,
  phase: number,
  only: number | null,
  beat: Pulse,
): Promise<Contour[]> {
  const { grid } = reader.opened
  if (phase < 0 || phase >= grid.phases || (only !== null && (only < 0 || only >= grid.slices)))
    throw new Error(`${reader.opened.name} has no slice ${only} at phase ${phase}`)
  const volume = await reader.volume(phase)
  const own = { ...recipe, preparation: await casePreparation(reader, recipe.preparation) }
  const plane = grid.rows * grid.columns
  const alone = only !== null && !segmenter.readsVolumes
  const segmented = alone ? { ...grid, slices: 1 } : grid
  const values = alone ? volume.slice(only * plane, (only + 1) * plane) : volume
  const context = preparationContext(reader, null)
  const { labels: all } = await segmentedVolume(values, segmented, segmenter, own, context, beat)
  const part = only === null ? grid : { ...grid, slices: 1 }
  const labels = only === null || alone ? all : all.slice(only * plane, (only + 1) * plane)
  const made = { source: 'model', author: card.id, state: 'draft' } as const
  return contoursOfLabels(labels, part, phase, made).map((contour) =>
    only === null ? contour : { ...contour, slice: only },
  )
}
