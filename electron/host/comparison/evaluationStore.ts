import { createHash } from 'node:crypto'
import { access, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { z } from '#shared/domain/schema'
import { labelKey } from '#shared/domain/datasetCheck'
import { CaseResult } from '#shared/domain/evaluation'
import { PhaseName, phaseNames, phaseWord } from '#shared/domain/measuredPhases'
import type { ModelCard } from '#shared/domain/model'
import type { SentMetric } from '#shared/domain/plugin'
import type { CaseSource } from '#shared/domain/study'
import { SeptumError } from '#shared/errors/SeptumError'
import type { MeasuredCase } from '#shared/ipc/children'
import type { CancelSignal } from '#shared/ipc/contract'
import { readJson, writeJson } from '#electron/workspace/jsonFile'
import type { HostContext } from '../hostContext'
import { cancellable } from '../jobs/cancellable'
import type { ModelShelf } from '../models/modelShelf'
import type { ModelCases } from './modelCases'

const Evaluation = z.object({
  schema: z.literal('septum-evaluation/1'),
  result: CaseResult,
  files: z.partialRecord(PhaseName, z.string()),
})

/** A result with the numbers of plug-ins' metrics, and the hashes of these. */
const Measured = z.object({
  schema: z.literal('septum-measured/1'),
  metrics: z.array(z.string()),
  result: CaseResult,
})

/** What models made of cases: kept in the cache, made through the inference child where it is missing. */
export class EvaluationStore {
  constructor(
    private readonly host: HostContext,
    private readonly shelf: ModelShelf,
  ) {}

  /** The scores of a model on a case: those of its own final test, else those kept, else made now. */
  private async result(
    card: ModelCard,
    data: ModelCases,
    source: CaseSource,
    signal: CancelSignal,
  ): Promise<CaseResult> {
    return tested(card, data, source) ?? (await this.evaluation(card, source, signal)).result
  }

  /** The same with the numbers of plug-ins' metrics, measured on the model's masks unless they are kept. `data`: the model's. */
  async measured(
    card: ModelCard,
    data: ModelCases,
    source: CaseSource,
    metrics: readonly SentMetric[],
    signal: CancelSignal,
  ): Promise<MeasuredCase> {
    const result = await this.result(card, data, source, signal)
    if (metrics.length === 0) return { result, failed: [] }
    const file = join(this.folder(card, source), 'measured.json')
    const hashes = metrics.map(({ sha256 }) => sha256)
    const kept = await readJson(file, Measured).catch(() => null) // made again, as an evaluation is
    if (kept && isDeepStrictEqual(kept.metrics, hashes)) return { result: kept.result, failed: [] }
    const files: Partial<Record<PhaseName, string>> = {}
    for (const phase of phaseNames)
      if (Object.values(result.structures).some((scores) => scores[phase]))
        files[phase] = await this.mask(card, data, source, phase)
    const order = { source, result, files, metrics: [...metrics] }
    const made = await this.host.inference.inferring.measure(order)
    if (made.failed.length === 0)
      await writeJson(file, { schema: 'septum-measured/1', metrics: hashes, result: made.result })
    return made
  }

  /** The mask file of a model on a case at one phase. */
  async mask(card: ModelCard, data: ModelCases, source: CaseSource, phase: PhaseName): Promise<string> {
    const file = join(
      this.host.layout.run(card.run),
      'predictions',
      `${[source.name, phaseWord(phase)].filter(Boolean).join('_')}.nii.gz`,
    )
    if (tested(card, data, source) && (await exists(file))) return file
    const made = (await this.evaluation(card, source, never)).files[phase]
    if (made) return made
    const reason = `its ${phaseWord(phase) || 'image'} is not known`
    throw new SeptumError('CASE_INCOMPLETE', { case: source.name, reason })
  }

  private folder(card: ModelCard, source: CaseSource): string {
    const { fixes, contours } = source
    const labels = createHash('sha256').update(labelKey(source)).digest('hex').slice(0, 12)
    const place = fixes || contours ? `${source.id}.${labels}` : source.id
    return join(this.host.layout.cache, 'evaluations', card.id, place)
  }

  private async kept(card: ModelCard, source: CaseSource): Promise<z.infer<typeof Evaluation> | null> {
    const evaluation = await readJson(join(this.folder(card, source), 'evaluation.json'), Evaluation).catch(
      () => null, // a cache that cannot be read is made again
    )
    const files = Object.values(evaluation?.files ?? {})
    for (const file of files) if (!(await exists(file))) return null
    return files.length > 0 ? evaluation : null
  }

  private async evaluation(
    card: ModelCard,
    source: CaseSource,
    signal: CancelSignal,
  ): Promise<z.infer<typeof Evaluation>> {
    const kept = await this.kept(card, source)
    if (kept) return kept
    const out = this.folder(card, source)
    const order = { source, modelFolder: await this.shelf.folder(card.id), out }
    const made = await cancellable(this.host.inference.inferring.evaluate(order), signal)
    const evaluation = { schema: 'septum-evaluation/1' as const, ...made }
    await rm(join(out, 'measured.json'), { force: true })
    await writeJson(join(out, 'evaluation.json'), evaluation)
    return evaluation
  }
}

/** Scores of the run's own final test. The same name in other data is another case, and other labels another reference. */
function tested(card: ModelCard, data: ModelCases, source: CaseSource): CaseResult | null {
  const own = data.own(source)
  if (own?.name !== source.name || labelKey(own) !== labelKey(source)) return null
  return card.result?.cases.find(({ id }) => id === source.name) ?? null
}

const never: CancelSignal = {
  aborted: false,
  addEventListener: () => undefined,
  removeEventListener: () => undefined,
}

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  )
