import type { Candidate, CandidateId, ComparedCase, Comparison } from '#shared/ipc/comparison'
import type { MeasuredCase } from '#shared/ipc/children'
import type { CancelSignal, PixelAnswer } from '#shared/ipc/contract'
import type { WorkProgress } from '#shared/ipc/library'
import type { CaseResult } from '#shared/domain/evaluation'
import { phaseNumber, phaseWord, type PhaseName } from '#shared/domain/measuredPhases'
import type { ModelCard } from '#shared/domain/model'
import type { SentMetric } from '#shared/domain/plugin'
import type { CaseSource } from '#shared/domain/study'
import { SeptumError, toFault } from '#shared/errors/SeptumError'
import { sentMetrics } from '#electron/workspace/plugins/pluginFiles'
import type { HostContext } from '../hostContext'
import type { LibraryService } from '../library/libraryService'
import { keptMask } from '../models/keptMask'
import type { ModelShelf } from '../models/modelShelf'
import { counted, partsOf, scoredRegions } from './comparedParts'
import { EvaluationStore } from './evaluationStore'
import { ModelCases } from './modelCases'
import { readerContours, readersOf } from './readerContours'

/** One candidate as it is worked with: what it is tested on, what it has seen, and how it is scored. */
interface Contestant {
  readonly id: CandidateId
  readonly name: string
  readonly cases: readonly CaseSource[]
  readonly hasSeen: (source: CaseSource) => boolean
  readonly score: (
    source: CaseSource,
    metrics: readonly SentMetric[],
    signal: CancelSignal,
  ) => Promise<MeasuredCase>
}

interface Work {
  readonly progress: (value: WorkProgress) => void
  readonly signal: CancelSignal
}

/** Models and readers against the reference, case by case (R-CP-*). */
export class ComparisonService {
  private readonly evaluations: EvaluationStore
  /** The cases of the comparison that was made last, by study, labelled as its candidates are measured by. */
  private readonly references = new Map<string, CaseSource>()

  constructor(
    private readonly host: HostContext,
    private readonly library: LibraryService,
    private readonly shelf: ModelShelf,
  ) {
    this.evaluations = new EvaluationStore(host, shelf)
  }

  async candidates(): Promise<Candidate[]> {
    const models: Candidate[] = []
    for (const card of await this.shelf.cards())
      models.push({
        id: `model:${card.id}`,
        name: `${card.name} ${card.version}`,
        cases: card.trainedOn
          ? this.testCases(card, await ModelCases.of(card)).length
          : this.labelled().length,
        data: card.trainedOn?.data ?? '',
      })
    const readers = new Map<string, CaseSource[]>()
    for (const { source, initials } of await this.drawn())
      for (const reader of initials) readers.set(reader, [...(readers.get(reader) ?? []), source])
    const drawn = [...readers].map(([initials, sources]) => ({
      id: `reader:${initials}`,
      name: `Reader ${initials}`,
      cases: sources.length,
      data: sources[0]!.folder,
    }))
    return [...models, ...drawn]
  }

  async compare(ids: readonly CandidateId[], work: Work): Promise<Comparison> {
    const contestants = await Promise.all(ids.map((id) => this.contestant(id)))
    const tested = distinct(contestants.flatMap(({ cases }) => cases))
    // Models that were made elsewhere bring no cases of their own.
    const sources = tested.length > 0 ? tested : this.labelled()
    const total = sources.length * contestants.length
    const metrics = await sentMetrics(this.host.layout.root)
    let live: readonly SentMetric[] = metrics
    const notes: string[] = []
    let done = 0
    const cases: ComparedCase[] = []
    const leftOut: { id: string; reason: string }[] = await this.notInLibrary(ids)
    this.references.clear()
    for (const source of sources) {
      this.references.set(source.id, source)
      const byCandidate: Record<CandidateId, CaseResult> = {}
      let reason: string | null = null
      for (const contestant of contestants) {
        if (work.signal.aborted) throw new SeptumError('CANCELLED', { what: 'The comparison' })
        work.progress({ done, total, what: `${contestant.name}, ${source.name}` })
        done++
        try {
          const { result, failed } = await contestant.score(source, live, work.signal)
          byCandidate[contestant.id] = result
          for (const { cause } of failed) notes.push(`${cause} It is left out from here on.`)
          live = live.filter(({ facts }) => !failed.some(({ id }) => id === facts.id))
        } catch (error) {
          const { code, cause } = toFault(error)
          if (code === 'CANCELLED') throw error
          reason = `${contestant.name}: ${cause}`
        }
      }
      if (reason === null) {
        const seen = contestants.some(({ hasSeen }) => hasSeen(source))
        const marks = { ed: source.ed, es: source.es }
        cases.push({ id: source.name, study: source.id, marks, seen, byCandidate })
      } else leftOut.push({ id: source.name, reason })
    }
    work.progress({ done: total, total, what: 'Means' })
    const summary = await this.summary(contestants, cases, leftOut)
    return { ...summary, metrics: metrics.map(({ facts }) => facts), notes }
  }

  /** Label values of a case at a measured phase: the reference's, a model's masks, or a reader's contours. */
  async labels(
    study: string,
    phase: PhaseName,
    of: CandidateId | 'reference',
    before = false,
  ): Promise<PixelAnswer<{ slices: number; rows: number; columns: number }>> {
    const listed = this.library.find(study).source
    const source = this.references.get(study) ?? listed
    const { reading } = this.host.reader
    const index = phaseNumber(source, source.phases, phase)
    if (index === null)
      throw new SeptumError('CASE_INCOMPLETE', {
        case: source.name,
        reason: `its ${phaseWord(phase) || 'only image'} is not known`,
      })
    if (of === 'reference') return reading.labels({ source, phase: index })
    const { kind, name } = parted(of)
    if (kind === 'model') {
      const card = await this.shelf.card(name)
      const mask = await this.evaluations.mask(card, await ModelCases.of(card), source, phase)
      const steps = Object.values(card.postprocessing).includes(true)
      const reason = steps
        ? 'it was evaluated before Septum kept it'
        : `no step follows the network of ${name}`
      return reading.maskFile({ source, file: await keptMask(mask, before, source.name, reason) })
    }
    return reading.rasterise({ source, phase: index, contours: await readerContours(this.host, study, name) })
  }

  private async contestant(id: CandidateId): Promise<Contestant> {
    const { kind, name } = parted(id)
    return kind === 'model' ? this.model(id, await this.shelf.card(name)) : this.reader(id, name)
  }

  private async model(id: CandidateId, card: ModelCard): Promise<Contestant> {
    const { seen } = partsOf(card)
    const data = await ModelCases.of(card)
    return {
      id,
      name: `${card.name} ${card.version}`,
      cases: this.testCases(card, data),
      hasSeen: (source) => seen.has(data.own(source)?.name ?? ''),
      score: (source, metrics, signal) => this.evaluations.measured(card, data, source, metrics, signal),
    }
  }

  private async reader(id: CandidateId, initials: string): Promise<Contestant> {
    const drawn = (await this.drawn()).filter((study) => study.initials.has(initials))
    if (!drawn.length) throw new SeptumError('NOT_FOUND', { kind: 'reader with contours', id: initials })
    return {
      id,
      name: `Reader ${initials}`,
      cases: drawn.map(({ source }) => source),
      hasSeen: () => false,
      score: async (source, metrics) => {
        const contours = await readerContours(this.host, source.id, initials)
        if (!contours.length)
          throw new SeptumError('CASE_INCOMPLETE', {
            case: source.name,
            reason: `${initials} drew nothing in it`,
          })
        return this.host.inference.inferring.score({ source, contours, metrics: [...metrics] })
      },
    }
  }

  /** Labelled studies that somebody drew in. */
  private async drawn(): Promise<{ source: CaseSource; initials: Set<string> }[]> {
    const sources = this.library.sources(({ review, boundaries }) => review !== 'new' && boundaries > 0)
    const drawn = await Promise.all(
      sources.map(async (source) => ({ source, initials: await readersOf(this.host, source.id) })),
    )
    return drawn.filter(({ initials }) => initials.size > 0)
  }

  private labelled(): CaseSource[] {
    return this.library.sources(({ boundaries }) => boundaries > 0)
  }

  /** The cases of a model's test part that the Library has, as the model's data hold them. */
  private testCases(card: ModelCard, { ids, own }: ModelCases): CaseSource[] {
    const test = new Set(partsOf(card).test)
    const listed = ids ? this.library.sources(({ id }) => ids.has(id)) : this.labelled()
    return listed.flatMap((source) => own(source) ?? []).filter(({ name }) => test.has(name))
  }

  /** Test cases of the chosen models that cannot be shown, because the Library does not have them. */
  private async notInLibrary(ids: readonly CandidateId[]): Promise<{ id: string; reason: string }[]> {
    const missing = new Map<string, string>()
    for (const id of ids) {
      const { kind, name } = parted(id)
      if (kind !== 'model') continue
      const card = await this.shelf.card(name)
      const there = new Set(this.testCases(card, await ModelCases.of(card)).map((source) => source.name))
      for (const test of partsOf(card).test)
        if (!there.has(test))
          missing.set(test, `It is not in the Library; add the folder ${card.trainedOn?.data}`)
    }
    return [...missing].map(([id, reason]) => ({ id, reason }))
  }

  private async summary(
    contestants: readonly Contestant[],
    cases: ComparedCase[],
    leftOut: { id: string; reason: string }[],
  ): Promise<Omit<Comparison, 'metrics' | 'notes'>> {
    const means: Comparison['means'] = {}
    const rules = new Set<string>()
    const regions = scoredRegions(cases.flatMap(({ byCandidate }) => Object.values(byCandidate)))
    for (const { id } of contestants) {
      const results = counted(cases).map(({ byCandidate }) => byCandidate[id]!)
      const { mean, rule } = await this.host.inference.inferring.means({ cases: results, regions })
      means[id] = mean
      rules.add(rule)
    }
    const candidates = (await this.candidates()).filter(({ id }) => contestants.some((one) => one.id === id))
    const inOrder = contestants.flatMap(({ id }) => candidates.filter((candidate) => candidate.id === id))
    return { candidates: inOrder, cases, leftOut, means, rule: [...rules].join(' ') }
  }
}

/** `model:<id>` or `reader:<initials>`. */
function parted(id: CandidateId): { kind: string; name: string } {
  const colon = id.indexOf(':')
  return { kind: id.slice(0, colon), name: id.slice(colon + 1) }
}

/** Each study once, labelled as the first candidate that was tested on it has it. */
function distinct(sources: readonly CaseSource[]): CaseSource[] {
  const found = new Map<string, CaseSource>()
  for (const source of sources) if (!found.has(source.id)) found.set(source.id, source)
  return [...found.values()]
}
