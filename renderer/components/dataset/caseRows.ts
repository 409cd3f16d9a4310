import { severityCounts, type CheckedCase, type Severity } from '#shared/domain/datasetCheck'
import { deviation, disagreement, measuresOf } from '#shared/domain/datasetPlausibility'
import { partOf } from '#shared/domain/datasetSplit'
import type { Part } from '#shared/domain/evaluation'
import type { CaseSource } from '#shared/domain/study'
import type { OpenedDataset } from '#shared/ipc/datasets'

/** One case of a version as its table and its contact sheet show it. Null: not known before it is checked. */
export interface CaseRow {
  readonly id: string
  readonly name: string
  readonly patient: string
  readonly source: CaseSource
  /** What readers drew in Septum is not asked for, though it may be there. */
  readonly fromSource: boolean
  readonly part: Part | null
  /** From 0; null: it is in no fold. */
  readonly fold: number | null
  /** Why it is not used; null: it is. */
  readonly excluded: string | null
  readonly fixes: number
  readonly checked: CheckedCase | null
  readonly counts: Readonly<Record<Severity, number>>
  readonly edvMl: number | null
  readonly efPercent: number | null
  readonly contrast: number | null
  /** 1 = at a limit of plausibility. */
  readonly deviation: number
  readonly disagreement: number
}

export const sortIds = ['outliers', 'problems', 'size', 'contrast', 'disagreement', 'name'] as const
export type SortId = (typeof sortIds)[number]

export function caseRows({ content, checked }: OpenedDataset): CaseRow[] {
  const found = new Map(checked.map((one) => [one.id, one]))
  return Object.values(content.cases).map(({ source, patient, labelsFrom }) => {
    const one = found.get(source.id) ?? null
    const measures = measuresOf(one?.ed ?? null, one?.es ?? null)
    const value = (id: string) => measures.find((measure) => measure.id === id)?.value ?? null
    return {
      id: source.id,
      name: source.name,
      patient,
      source,
      fromSource: labelsFrom === 'source',
      part: partOf(content.split, patient),
      fold: content.split.foldOf[patient] ?? null,
      excluded: content.excluded[source.id] ?? null,
      fixes: content.fixes[source.id]?.length ?? 0,
      checked: one,
      counts: severityCounts(one?.findings ?? []),
      edvMl: value('lvEdv'),
      efPercent: value('lvEf'),
      contrast: one?.contrast ?? null,
      deviation: deviation(measures),
      disagreement: disagreement(measures),
    }
  })
}

const weight = ({ blocker, warning }: CaseRow['counts']): number => 1000 * blocker + warning
const byName = new Intl.Collator('en', { numeric: true }).compare

/** The rows whose name, patient, group or findings hold the text, in this order; what is not known comes last (F-DS-5). */
export function sortedRows(rows: readonly CaseRow[], sort: SortId, text: string): CaseRow[] {
  const wanted = text.trim().toLowerCase()
  const kept = rows.filter(({ name, patient, source, checked }) => {
    const said = checked?.findings.map((finding) => finding.text).join(' ') ?? ''
    return `${name} ${patient} ${source.group ?? ''} ${said}`.toLowerCase().includes(wanted)
  })
  const value = (row: CaseRow): number => {
    if (sort === 'outliers') return row.deviation + weight(row.counts) / 1e6
    if (sort === 'problems') return weight(row.counts)
    if (sort === 'size') return row.edvMl ?? -Infinity
    if (sort === 'contrast') return row.contrast === null ? -Infinity : -row.contrast
    return sort === 'disagreement' ? row.disagreement : 0
  }
  return kept.sort((a, b) => value(b) - value(a) || byName(a.name, b.name))
}
