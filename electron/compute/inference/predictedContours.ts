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
import { segmentedVolume, type Segmented } from '../segmenting/segmentedVolume'
import { keepMasks } from './keptMasks'
import type { WarmModel } from './warmModels'

/** What a model suggests at the asked places: drafts that name the model as their author. `kept`: where its masks are kept. */
export async function predictedContours(
  reader: CaseReader,
  model: WarmModel,
  places: Places,
  progress: (news: WorkProgress) => void,
  signal: AbortSignal,
  kept: string | null = null,
): Promise<PredictedContours> {
  const startedMs = performance.now()
  const phases = places.what === 'slice' ? [places.phase] : places.phases
  const contours: Contour[] = []
  for (const [done, phase] of phases.entries()) {
    if (signal.aborted) throw new SeptumError('CANCELLED', { what: 'The prediction' })
    const tell = (what: string): void => progress({ done, total: phases.length, what })
    tell(`phase ${phase + 1}`)
    const beat = pulse(signal, 'The prediction', (slice) => tell(`phase ${phase + 1}, ${slice}`))
    const only = places.what === 'slice' ? places.slice : null
    const made = await segmented(reader, model, phase, only, beat)
    contours.push(...drafts(reader, model, phase, only, made.labels))
    if (kept) await keepMasks(kept, reader, phase, only, made)
    await breathe()
  }
  progress({ done: phases.length, total: phases.length, what: 'done' })
  return { contours, model: model.card.id, seconds: (performance.now() - startedMs) / 1000 }
}

/** Labels of one phase; `only` = one slice, else all. */
async function segmented(
  reader: CaseReader,
  { segmenter, recipe }: WarmModel,
  phase: number,
  only: number | null,
  beat: Pulse,
): Promise<Segmented> {
  const { grid } = reader.opened
  if (phase < 0 || phase >= grid.phases || (only !== null && (only < 0 || only >= grid.slices)))
    throw new Error(`${reader.opened.name} has no slice ${only} at phase ${phase}`)
  const volume = await reader.volume(phase)
  const own = { ...recipe, preparation: await casePreparation(reader, recipe.preparation) }
  const context = preparationContext(reader, null)
  if (only === null) return segmentedVolume(volume, grid, segmenter, own, context, beat)
  const plane = grid.rows * grid.columns
  const part = <V extends Float32Array | Uint8Array>(whole: V): V =>
    whole.slice(only * plane, (only + 1) * plane) as V
  if (!segmenter.readsVolumes)
    return segmentedVolume(part(volume), { ...grid, slices: 1 }, segmenter, own, context, beat)
  const { labels, before } = await segmentedVolume(volume, grid, segmenter, own, context, beat)
  return { labels: part(labels), before: before && part(before) }
}

function drafts(
  { opened: { grid } }: CaseReader,
  { card }: WarmModel,
  phase: number,
  only: number | null,
  labels: Uint8Array,
): Contour[] {
  const made = { source: 'model', author: card.id, state: 'draft' } as const
  if (only === null) return contoursOfLabels(labels, grid, phase, made)
  const found = contoursOfLabels(labels, { ...grid, slices: 1 }, phase, made)
  return found.map((contour) => ({ ...contour, slice: only }))
}
