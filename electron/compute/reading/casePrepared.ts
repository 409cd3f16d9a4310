import type { Experiment } from '#shared/domain/experiment'
import type { PhaseName } from '#shared/domain/labelFix'
import type { CaseSource } from '#shared/domain/study'
import type { PreparedHeader } from '#shared/ipc/datasets'
import { SeptumError } from '#shared/errors/SeptumError'
import type { CaseReader } from '#electron/datasets/adapter'
import { fixedReader } from '#electron/datasets/fixes/fixedReader'
import { previewOf } from '#models/preparation/preview'
import { casePreparation } from '../preparing/fittedPreparation'
import { preparationContext } from '../preparing/preparationContext'
import { shownGrey } from './shownGrey'

/** One slice on its way through the preparation, step by step (F-PP-2). `reader` is without fixes. */
export async function casePrepared(
  reader: CaseReader,
  source: CaseSource,
  phase: PhaseName,
  slice: number,
  preparation: Experiment['preparation'],
): Promise<{ header: PreparedHeader; bytes: Uint8Array }> {
  const { grid } = reader.opened
  const index = source[phase]
  if (index === null || slice >= grid.slices)
    throw new SeptumError('NOT_FOUND', {
      kind: `slice ${slice + 1} at ${phase.toUpperCase()} of`,
      id: source.name,
    })
  const labels = await fixedReader(reader, source).labels(index)
  const context = preparationContext(reader, labels && { labels, phase: index })
  const steps = await casePreparation(reader, preparation)
  const stages = previewOf(slice, await reader.volume(index), labels, grid, steps, context)
  const parts = stages.flatMap(({ image, labels: own }) => [
    shownGrey(image),
    own ?? new Uint8Array(image.length),
  ])
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    bytes.set(part, at)
    at += part.length
  }
  const header: PreparedHeader = {
    stages: stages.map(({ step, columns, rows, spacingMm, min, max, histogram }) => ({
      ...{ step, columns, rows, spacingMm: spacingMm.x, low: min, high: max, histogram: [...histogram] },
    })),
  }
  return { header, bytes }
}
