import type { Finding, Severity } from '#shared/domain/datasetCheck'
import type { OpenedDataset } from '#shared/ipc/datasets'

export interface FindingRow {
  readonly key: string
  readonly caseId: string
  readonly caseName: string
  readonly finding: Finding
}

const order: readonly Severity[] = ['blocker', 'warning', 'info']
const byName = new Intl.Collator('en', { numeric: true }).compare

/** Everything that a check found on the cases that are used, the worst first. */
export function findingRows({ content, checked }: OpenedDataset): FindingRow[] {
  return checked
    .flatMap(({ id, findings }) =>
      findings.map((finding) => ({
        key: `${id} ${finding.kind} ${finding.phase ?? ''} ${finding.text}`,
        caseId: id,
        caseName: content.cases[id]?.source.name ?? id,
        finding,
      })),
    )
    .sort(
      (a, b) =>
        order.indexOf(a.finding.severity) - order.indexOf(b.finding.severity) ||
        byName(a.caseName, b.caseName),
    )
}
