import { chainOf, type Preparation } from '#shared/domain/preparation'
import type { PreparationChain } from '#shared/domain/preparationStep'
import { measuredPhases } from '#shared/domain/measuredPhases'
import type { CaseSource } from '#shared/domain/study'
import { SeptumError } from '#shared/errors/SeptumError'
import type { CaseReader } from '#electron/datasets/adapter'
import { measuredOnDataSet, measuredOnSeries, unmeasured } from '#models/preparation/fitted'
import { preparedBySteps } from '#models/preparation/prepareVolume'
import { statisticsOf, type Statistics } from '#models/preparation/zScore'
import { breathe } from '../breathe'
import { preparationContext } from './preparationContext'

/** The preparation of one case: what has to be seen of its whole series is measured (P12, P8 series). */
export async function casePreparation(reader: CaseReader, preparation: Preparation): Promise<Preparation> {
  let chain = chainOf(preparation)
  if (unmeasured(chain, 'series') < 0) return preparation
  const { grid } = reader.opened
  const context = preparationContext(reader, null)
  for (let at = unmeasured(chain, 'series'); at >= 0; at = unmeasured(chain, 'series')) {
    const phases: Float32Array[] = []
    let seen = grid as Parameters<typeof measuredOnSeries>[3]
    for (let phase = 0; phase < grid.phases; phase++) {
      const so = preparedBySteps(await reader.volume(phase), grid, firstSteps(chain, at), context)
      phases.push(so.values)
      seen = so.record.prepared
    }
    chain = measuredOnSeries(chain, at, phases, seen)
  }
  return chain
}

/**
 * The preparation of a training: what is measured on all training volumes is, once, and belongs to the model from then on
 * (P8 data set, P16). Most preparations measure nothing, and come back as they are.
 */
export async function dataSetPreparation(
  sources: readonly CaseSource[],
  preparation: Preparation,
  open: (source: CaseSource) => Promise<CaseReader>,
  tell: (done: number, total: number, what: string) => void,
  signal: AbortSignal,
): Promise<Preparation> {
  let chain = chainOf(preparation)
  if (unmeasured(chain, 'data-set') < 0) return preparation
  for (let at = unmeasured(chain, 'data-set'); at >= 0; at = unmeasured(chain, 'data-set')) {
    const volumes: Statistics[] = []
    for (const [done, source] of sources.entries()) {
      if (signal.aborted) throw new SeptumError('CANCELLED', { what: 'The preparation' })
      tell(done, sources.length, source.name)
      const reader = await open(source)
      try {
        volumes.push(...(await caseStatistics(reader, firstSteps(chain, at))))
      } finally {
        reader.close()
      }
      await breathe()
    }
    chain = measuredOnDataSet(chain, at, volumes)
  }
  return chain
}

/** Of the measured phases, as far as they are labelled. */
async function caseStatistics(reader: CaseReader, steps: PreparationChain): Promise<Statistics[]> {
  const { opened } = reader
  const { grid } = opened
  const own = chainOf(await casePreparation(reader, steps))
  const volumes: Statistics[] = []
  for (const [, phase] of measuredPhases(opened, grid.phases)) {
    const labels = await reader.labels(phase)
    if (!labels) continue
    const context = preparationContext(reader, { labels, phase })
    volumes.push(statisticsOf(preparedBySteps(await reader.volume(phase), grid, own, context).values))
  }
  return volumes
}

const firstSteps = (chain: PreparationChain, count: number): PreparationChain => ({
  ...chain,
  steps: chain.steps.slice(0, count),
})
