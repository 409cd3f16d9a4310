import { resolve } from 'node:path'
import {
  usedCases,
  type DatasetCase,
  type DatasetContent,
  type DatasetDraft,
  type DatasetVersion,
} from '#shared/domain/dataset'
import type { Experiment } from '#shared/domain/experiment'
import type { CheckedCase } from '#shared/domain/datasetCheck'
import { commanded, withCases, type DatasetCommand } from '#shared/domain/datasetCommands'
import { datasetDiff } from '#shared/domain/datasetDiff'
import { duplicateFindings, duplicatePairs, withDuplicatesGrouped } from '#shared/domain/datasetDuplicates'
import { redone, undone } from '#shared/domain/datasetEdits'
import { patientsOf, withNewPatients } from '#shared/domain/datasetSplit'
import type { LabelMapFile } from '#shared/domain/labelMap'
import type { CaseSource } from '#shared/domain/study'
import type { DatasetRow, DatasetVersionRow, LabelSource, OpenedDataset } from '#shared/ipc/datasets'
import type { WorkProgress } from '#shared/ipc/library'
import type { CancelSignal } from '#shared/ipc/contract'
import { SeptumError } from '#shared/errors/SeptumError'
import type { HostContext } from '../hostContext'
import { cancellable } from '../jobs/cancellable'
import type { LibraryService } from '../library/libraryService'
import { blocking, changedFindings, currentChecks, hashesOf, sourcesOf, withFixes } from './datasetChecks'
import { DatasetDrafts } from './datasetDrafts'
import { DatasetFiles } from './datasetFiles'
import { labelSources } from './labelSources'
import { ReaderLabels } from './readerLabels'
import { patientClashes, studyUidOf } from '#electron/datasets/patientClashes'
import { rememberedMaps, withMaps } from '#electron/datasets/labels/rememberedMaps'
import { versionHash } from '#electron/datasets/versionHash'

type Work = { readonly progress: (value: WorkProgress) => void; readonly signal: CancelSignal }

/** A version as it stands in its file, draft or frozen. */
type Version = { readonly draft: DatasetDraft } | { readonly frozen: DatasetVersion }

/** Checks that a data set keeps, those of earlier fixes among them. */
const mostChecks = 4000

const contentOf = (version: Version): DatasetContent =>
  'draft' in version ? version.draft.content : version.frozen.content

/** Data sets with versions: drafts that are edited, frozen versions that are not (F-DS-1, R-DS-1, R-DS-10). */
export class DatasetDesk {
  readonly files: DatasetFiles
  private readonly readers: ReaderLabels
  private readonly drafts: DatasetDrafts

  constructor(
    private readonly host: HostContext,
    private readonly library: Pick<LibraryService, 'find' | 'mayBeUsed' | 'folderMayBeUsed' | 'written'>,
  ) {
    this.files = new DatasetFiles(host.layout.datasets)
    this.readers = new ReaderLabels(host)
    this.drafts = new DatasetDrafts(
      this.files,
      () => this.now(),
      () => this.tell(),
    )
  }

  async list(): Promise<DatasetRow[]> {
    const rows: DatasetRow[] = []
    for (const name of await this.files.names()) {
      const versions: DatasetVersionRow[] = []
      for (const number of await this.files.versions(name)) {
        const frozen = await this.files.version(name, number).catch(() => null) // a damaged one is told of when it is opened
        if (frozen) versions.push(this.rowOf({ frozen }))
      }
      const draft = await this.files.draft(name).catch(() => null)
      if (draft) versions.push(this.rowOf({ draft }))
      if (versions.length > 0) rows.push({ name, versions: versions.reverse() })
    }
    return rows
  }

  private rowOf(version: Version): DatasetVersionRow {
    const content = contentOf(version)
    const counts = { cases: usedCases(content).length, patients: patientsOf(content).length }
    if ('frozen' in version) {
      const { name, version: number, frozenAt, hash } = version.frozen
      return {
        version: number,
        state: 'frozen',
        ...counts,
        file: this.files.versionFile(name, number),
        at: frozenAt,
        hash,
      }
    }
    const { name, version: number, savedAt } = version.draft
    return {
      version: number,
      state: 'draft',
      ...counts,
      file: this.files.draftFile(name),
      at: savedAt,
      hash: null,
    }
  }

  /** The draft where there is one, else the newest version; or the version asked for. Throws NOT_FOUND. */
  async find(name: string, number: number | null): Promise<Version> {
    const draft = await this.files.draft(name)
    if (draft && (number === null || number === draft.version)) return { draft }
    const newest = number ?? (await this.files.versions(name)).at(-1)
    if (newest === undefined) throw new SeptumError('NOT_FOUND', { kind: 'data set', id: name })
    return { frozen: await this.files.version(name, newest) }
  }

  async open(name: string, number: number | null): Promise<OpenedDataset> {
    const version = await this.find(name, number)
    const content = contentOf(version)
    const checked = currentChecks(content, await this.files.checks(name))
    const own = 'draft' in version ? version.draft : version.frozen
    const before = own.basedOn === null ? null : await this.files.version(name, own.basedOn).catch(() => null)
    const pairs = duplicateFindings(content, duplicatePairs(checked))
    return {
      name,
      version: own.version,
      state: 'draft' in version ? 'draft' : 'frozen',
      basedOn: own.basedOn,
      at: 'draft' in version ? version.draft.savedAt : version.frozen.frozenAt,
      hash: 'frozen' in version ? version.frozen.hash : null,
      content: shown(content),
      undo: 'draft' in version ? (version.draft.done.at(-1)?.label ?? null) : null,
      redo: 'draft' in version ? (version.draft.undone.at(-1)?.label ?? null) : null,
      diff: before && datasetDiff(before, { content, hashes: hashesOf(checked) }),
      checked: checked.map((one) => ({
        ...one,
        signature: '',
        findings: [
          ...('frozen' in version ? changedFindings(one, content.cases[one.id]!, version.frozen) : []),
          ...one.findings,
          ...(pairs.get(one.id) ?? []),
        ],
      })),
    }
  }

  /** Errors: PATIENT_IN_DOUBT (R-LIB-4), NOT_FOUND, DATASET_EXISTS. */
  async add(name: string, studies: readonly string[], fresh: boolean): Promise<OpenedDataset> {
    if (fresh) await this.unused(name)
    this.library.mayBeUsed(studies)
    const sources = studies.map((id) => this.library.find(id).source)
    return this.addSources(name, await this.readers.takenAll(this.files.folder(name), sources))
  }

  /**
   * All cases below a folder that are labelled, by their source or by a reader. Throws LAYOUT_UNKNOWN where there are none, and
   * PATIENT_IN_DOUBT where nobody has decided whose a study is, in the Library or among these cases (R-LIB-4).
   */
  async addFolder(name: string, folder: string, fresh: boolean, work: Work): Promise<OpenedDataset> {
    if (fresh) await this.unused(name)
    const found = new Map<string, CaseSource>()
    const scan = this.host.reader.reading.scan({ folder: resolve(folder) }, (news) => {
      for (const source of news.found) found.set(source.id, source)
      work.progress({ done: found.size, total: 0, what: news.path })
    })
    await cancellable(scan, work.signal)
    const taken = await this.readers.takenAll(this.files.folder(name), [...found.values()])
    const sources = taken.filter(({ labelled }) => labelled.length > 0)
    if (sources.length === 0)
      throw new SeptumError('LAYOUT_UNKNOWN', { folder, known: 'cases with masks or contours' })
    this.library.mayBeUsed(sources.map(({ id }) => id))
    for (const [source, patients] of patientClashes(sources))
      if (!this.library.written.decision(studyUidOf(source)!))
        throw new SeptumError('PATIENT_IN_DOUBT', { study: source.name, patients: patients.join(', ') })
    return this.addSources(name, sources)
  }

  private async unused(name: string): Promise<void> {
    const names = await this.files.names()
    if (names.some((other) => other.toLowerCase() === name.toLowerCase()))
      throw new SeptumError('DATASET_EXISTS', { name })
  }

  private async addSources(name: string, sources: readonly CaseSource[]): Promise<OpenedDataset> {
    const cases: DatasetCase[] = sources.map((source) => ({
      source,
      patient: source.patientId || source.name,
    }))
    await this.drafts.change(name, (content) => withCases(content, cases), true)
    return this.open(name, null)
  }

  async command(name: string, command: DatasetCommand): Promise<OpenedDataset> {
    await this.drafts.change(name, (content) => commanded(content, command), false)
    return this.open(name, null)
  }
  /** What readers drew for the labels of cases, or again what their sources say. Throws NOT_FOUND. */
  async labelsFrom(name: string, ids: readonly string[], from: 'readers' | 'source'): Promise<OpenedDataset> {
    const { cases } = contentOf(await this.find(name, null))
    const chosen = ids.flatMap((id) => cases[id] ?? [])
    if (chosen.length === 0) throw new SeptumError('NOT_FOUND', { kind: 'case', id: ids[0] ?? '' })
    const folder = this.files.folder(name)
    const anew: DatasetCase[] = []
    for (const one of chosen) anew.push(await this.readers.labelled(folder, one, from))
    const label = from === 'source' ? 'Take the labels of the source' : 'Take what readers drew'
    await this.drafts.change(name, (content) => ({ label, content: withLabelled(content, anew) }), false)
    return this.open(name, null)
  }

  /** The draft with what readers drew, and said of label values, since it was last looked at: an edit that can be taken back. */
  private async retaken(name: string, work: Work): Promise<void> {
    await this.drafts.edit(name, async (content) => {
      const cases = Object.values(content.cases)
      const maps = await rememberedMaps()
      const anew: DatasetCase[] = []
      for (const [done, one] of cases.entries()) {
        if (work.signal.aborted) throw new SeptumError('CANCELLED', { what: 'The check' })
        work.progress({ done, total: cases.length, what: one.source.name })
        const now = await this.readers.asTheyAre(this.files.folder(name), one)
        anew.push({ ...now, source: meant(now.source, maps) })
      }
      return { label: 'Take labels as they are now', content: withLabelled(content, anew) }
    })
  }

  async undo(name: string): Promise<OpenedDataset> {
    await this.drafts.history(name, undone)
    return this.open(name, null)
  }
  async redo(name: string): Promise<OpenedDataset> {
    await this.drafts.history(name, redone)
    return this.open(name, null)
  }

  /** Reads the cases that are new or changed, a draft's with what readers drew since; a cancelled check keeps what it has read. */
  async check(name: string, number: number | null, work: Work): Promise<OpenedDataset> {
    if ('draft' in (await this.find(name, number))) await this.retaken(name, work)
    const version = await this.find(name, number)
    const sources = sourcesOf(contentOf(version))
    const kept = await this.files.checks(name)
    const fresh: CheckedCase[] = []
    const running = this.host.reader.reading.checkCases(
      { sources, known: kept.map(({ key }) => key) },
      ({ checked, ...progress }) => {
        if (checked) fresh.push(checked)
        work.progress(progress)
      },
    )
    try {
      await cancellable(running, work.signal)
    } finally {
      const replaced = new Set(fresh.map(({ id, fixes }) => `${id} ${fixes}`))
      const others = kept.filter(({ id, fixes }) => !replaced.has(`${id} ${fixes}`))
      await this.files.keepChecks(name, [...others, ...fresh].slice(-mostChecks))
    }
    if ('draft' in version) await this.grouped(name)
    return this.open(name, 'frozen' in version ? version.frozen.version : null)
  }

  /** Near-duplicates of the draft under one patient (R-DS-7), as an edit that can be taken back. */
  private grouped(name: string): Promise<void> {
    return this.drafts.edit(name, async (content) => {
      const pairs = duplicatePairs(currentChecks(content, await this.files.checks(name)))
      const grouped = withDuplicatesGrouped(content, pairs)
      if (grouped === content) return null
      const split = grouped.split.locked ? grouped.split : withNewPatients(grouped)
      return { label: 'Group near-duplicates', content: { ...grouped, split } }
    })
  }

  /** Checks what has not been checked, and makes the draft a version for good. Throws DATASET_BLOCKED, NOT_FOUND. */
  async freeze(name: string, work: Work): Promise<OpenedDataset> {
    if (!(await this.files.draft(name))) throw new SeptumError('NOT_FOUND', { kind: 'draft of', id: name })
    const { checked } = await this.check(name, null, work)
    return this.drafts.inTurn(async () => {
      const draft = await this.files.draft(name)
      if (!draft) throw new SeptumError('NOT_FOUND', { kind: 'draft of', id: name })
      const { version, basedOn } = draft
      const content = await withMeanings(draft.content)
      this.library.mayBeUsed(Object.keys(content.cases))
      const reason = blocking(content, checked)
      if (reason) throw new SeptumError('DATASET_BLOCKED', { dataset: name, version, reason })
      const hashes = hashesOf(checked)
      await this.files.keepVersion({
        schema: 'septum-dataset/1',
        ...{ name, version, basedOn, content, hashes },
        frozenAt: this.now(),
        hash: versionHash(content, hashes),
      })
      await this.files.dropDraft(name)
      await this.host.audit.record('dataset.freeze', { dataset: name, version })
      await this.tell()
      return this.open(name, version)
    })
  }

  async discard(name: string): Promise<void> {
    await this.files.dropDraft(name)
    await this.tell()
  }
  async remove(name: string): Promise<void> {
    await this.find(name, null)
    await this.files.remove(name)
    await this.host.audit.record('dataset.remove', { dataset: name })
    await this.tell()
  }
  async restore(name: string): Promise<void> {
    await this.files.restore(name)
    await this.tell()
  }

  /** A case with its fixes. Throws NOT_FOUND. */
  async source(name: string, number: number | null, id: string): Promise<CaseSource> {
    const content = contentOf(await this.find(name, number))
    const one = content.cases[id]
    if (!one) throw new SeptumError('NOT_FOUND', { kind: 'case', id })
    return withFixes(content, one)
  }

  /** What a version says. */
  async content(name: string, number: number): Promise<DatasetContent> {
    return contentOf(await this.find(name, number))
  }

  /**
   * Throws PATIENT_IN_DOUBT where an experiment would train on a study that may be another patient's (R-LIB-4): in a folder
   * of the Library, or in a version that was frozen before the doubt arose.
   */
  async mayBeUsed({ data: { folder } }: Pick<Experiment, 'data'>): Promise<void> {
    this.library.folderMayBeUsed(folder)
    const frozen = await this.files.versionAt(folder)
    if (frozen) this.library.mayBeUsed(usedCases(frozen.content).map(({ source }) => source.id))
  }

  /** An experiment on a draft freezes it (R-DS-1); any other stays as it is. Throws DATASET_BLOCKED, PATIENT_IN_DOUBT. */
  async settled(experiment: Experiment): Promise<Experiment> {
    const { folder } = experiment.data
    await this.mayBeUsed(experiment)
    const name = (await this.files.names()).find((each) => this.files.draftFile(each) === folder)
    if (name === undefined) return experiment
    const never: CancelSignal = new AbortController().signal
    const { version } = await this.freeze(name, { progress: () => undefined, signal: never })
    return { ...experiment, data: { ...experiment.data, folder: this.files.versionFile(name, version) } }
  }

  /** What each source's label values mean. */
  async labels(name: string, number: number | null): Promise<LabelSource[]> {
    return labelSources(await withMeanings(contentOf(await this.find(name, number))))
  }

  private now(): string {
    return this.host.now().toISOString()
  }
  private async tell(): Promise<void> {
    this.host.emit.datasets.changed({ rows: await this.list() })
  }
}

/** The content to be frozen: what the label values of its cases mean is kept with them. */
async function withMeanings(content: DatasetContent): Promise<DatasetContent> {
  const maps = await rememberedMaps()
  const cases = Object.entries(content.cases).map(([id, one]) => {
    const source: CaseSource = { ...meant(one.source, maps), mapped: true }
    return [id, { ...one, source }] as const
  })
  return { ...content, cases: Object.fromEntries(cases) }
}

/** A case with what its label values mean; what readers drew of it needs none. */
const meant = (source: CaseSource, maps: readonly LabelMapFile[]): CaseSource =>
  source.contours ? source : withMaps(source, maps)

/** The content with these cases in the place of what they were; those that have left it meanwhile stay out. */
const withLabelled = (content: DatasetContent, anew: readonly DatasetCase[]): DatasetContent => ({
  ...content,
  cases: {
    ...content.cases,
    ...Object.fromEntries(
      anew.flatMap((one) => (one.source.id in content.cases ? [[one.source.id, one]] : [])),
    ),
  },
})

/** What the page needs of a version: how its cases are opened stays here. */
const shown = (content: DatasetContent): DatasetContent => ({
  ...content,
  cases: Object.fromEntries(
    Object.entries(content.cases).map(([id, one]) => [
      id,
      { ...one, source: { ...one.source, files: one.source.files.slice(0, 1), detail: {} } },
    ]),
  ),
})
