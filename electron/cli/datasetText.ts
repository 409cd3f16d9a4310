import { usedCases } from '#shared/domain/dataset'
import { severityCounts } from '#shared/domain/datasetCheck'
import { partIds, patientsOf } from '#shared/domain/datasetSplit'
import type { OpenedDataset } from '#shared/ipc/datasets'
import { table } from './table'

function counts({ content, checked }: OpenedDataset) {
  const patients = patientsOf(content)
  const parts = Object.fromEntries(
    partIds.map((part) => [part, patients.filter(({ key }) => content.split.parts[key] === part).length]),
  )
  return {
    cases: usedCases(content).length,
    patients: patients.length,
    excluded: Object.keys(content.excluded).length,
    parts,
    checked: checked.length,
    findings: severityCounts(checked.flatMap(({ findings }) => findings)),
  }
}

/** A version of a data set, as a command answers it. */
export const versionText = {
  json: (opened: OpenedDataset) => {
    const { name, version, state, basedOn, hash, content, diff } = opened
    const { split } = content
    return {
      ...{ name, version, state, basedOn, hash },
      ...counts(opened),
      split: { ...split },
      members: usedCases(content).map(({ source, patient }) => ({
        ...{ id: source.id, case: source.name, patient, group: source.group },
        part: split.parts[patient] ?? null,
        ...(split.folds > 0 ? { fold: (split.foldOf[patient] ?? -1) + 1 || null } : {}),
      })),
      excluded: Object.entries(content.excluded).map(([id, reason]) => ({
        case: content.cases[id]?.source.name ?? id,
        reason,
      })),
      fixes: content.fixes,
      diff,
    }
  },
  person: (opened: OpenedDataset): string => {
    const { name, version, state, hash } = opened
    const { cases, patients, excluded, parts, findings, checked } = counts(opened)
    const said = [
      `${name} version ${version}, ${state}${hash ? `, ${hash.slice(0, 12)}` : ''}`,
      `${cases} cases of ${patients} patients: ${partIds.map((part) => `${parts[part]} ${part}`).join(', ')}`,
    ]
    if (excluded > 0) said.push(`${excluded} excluded`)
    if (checked > 0)
      said.push(
        `${checked} checked: ${findings.blocker} blockers, ${findings.warning} warnings, ${findings.info} notes`,
      )
    return said.join('\n')
  },
}

/** What a check found, a line each. */
export const findingsText = ({ content, checked }: OpenedDataset): string => {
  const rows = checked.flatMap(({ id, findings }) =>
    findings.map(({ severity, text, fix }) => [
      severity,
      content.cases[id]?.source.name ?? id,
      text,
      fix ? fix.kind : 'exclude',
    ]),
  )
  const order = ['blocker', 'warning', 'info']
  rows.sort((a, b) => order.indexOf(a[0]!) - order.indexOf(b[0]!))
  return rows.length > 0 ? table(['Level', 'Case', 'What', 'Fix'], rows) : 'Nothing was found.'
}
