import { SeptumError } from '#shared/errors/SeptumError'
import { DatasetContent, DatasetSplit, type DatasetCase } from './dataset'
import { splitPresets } from './datasetPresets'
import { drawn, patientsOf, withFolds, withNewPatients } from './datasetSplit'
import { Part } from './evaluation'
import { LabelFix, sameFix } from './labelFix'
import { z } from './schema'
import { StudyId } from './study'

const Cases = z.array(StudyId).min(1)

/** What can be asked of a draft. Adding cases is no command: they have to be found first. */
export const DatasetCommand = z.discriminatedUnion('do', [
  z.object({ do: z.literal('remove'), cases: Cases }),
  z.object({ do: z.literal('exclude'), cases: Cases, reason: z.string().trim().min(1).max(500) }),
  z.object({ do: z.literal('include'), cases: Cases }),
  z.object({ do: z.literal('fix'), case: StudyId, fix: LabelFix }),
  z.object({ do: z.literal('unfix'), case: StudyId, fix: LabelFix }),
  z.object({
    do: z.literal('draw'),
    split: DatasetSplit.pick({ ratios: true, strata: true, seed: true }),
  }),
  z.object({ do: z.literal('assign-new') }),
  z.object({ do: z.literal('preset'), preset: z.string() }),
  z.object({ do: z.literal('folds'), folds: z.number().int().min(0).max(20) }),
  z.object({ do: z.literal('lock'), locked: z.boolean() }),
  z.object({ do: z.literal('move-patient'), patient: z.string(), part: Part }),
  z.object({ do: z.literal('move-case'), case: StudyId, part: Part }),
  z.object({ do: z.literal('separate'), case: StudyId, reason: z.string().trim().min(1).max(500) }),
  z.object({ do: z.literal('prepare'), preparation: DatasetContent.shape.preparation }),
  z.object({ do: z.literal('relocate'), from: z.string().min(1), to: z.string().min(1) }),
])
export type DatasetCommand = z.infer<typeof DatasetCommand>

export interface Commanded {
  /** The edit's name in the Edit menu. */
  readonly label: string
  readonly content: DatasetContent
}

/**
 * The content after a command. Throws NOT_FOUND for a case that is not there, SPLIT_UNFIT, SPLIT_LOCKED, SPLIT_LEAKS where
 * a patient would stand in two parts, SPLIT_IMPOSSIBLE.
 */
export function commanded(content: DatasetContent, command: DatasetCommand): Commanded {
  switch (command.do) {
    case 'remove':
      return { label: `Remove ${names(content, command.cases)}`, content: without(content, command.cases) }
    case 'exclude': {
      const excluded = { ...content.excluded }
      for (const id of command.cases) excluded[known(content, id).source.id] = command.reason
      return { label: `Exclude ${names(content, command.cases)}`, content: { ...content, excluded } }
    }
    case 'include': {
      const excluded = omitted(content.excluded, command.cases)
      return { label: `Include ${names(content, command.cases)}`, content: { ...content, excluded } }
    }
    case 'fix': {
      known(content, command.case)
      const others = (content.fixes[command.case] ?? []).filter((fix) => !sameFix(fix, command.fix))
      const fixes = { ...content.fixes, [command.case]: [...others, command.fix] }
      return { label: `Fix ${names(content, [command.case])}`, content: { ...content, fixes } }
    }
    case 'unfix': {
      const left = (content.fixes[command.case] ?? []).filter((fix) => !sameFix(fix, command.fix))
      const fixes = omitted(content.fixes, [command.case])
      if (left.length > 0) fixes[command.case] = left
      return { label: `Take back a fix of ${names(content, [command.case])}`, content: { ...content, fixes } }
    }
    case 'draw': {
      const asked = { ...unlocked(content), ...command.split }
      return { label: 'Draw the split', content: withSplit(content, drawn(withSplit(content, asked))) }
    }
    case 'assign-new':
      return { label: 'Give new patients a part', content: withSplit(content, withNewPatients(content)) }
    case 'preset': {
      unlocked(content)
      const preset = splitPresets.find(({ id }) => id === command.preset)
      const split = preset?.split(content)
      if (!preset || !split) throw new SeptumError('SPLIT_UNFIT', { split: preset?.name ?? command.preset })
      return { label: `Split: ${preset.name}`, content: withSplit(content, split) }
    }
    case 'folds': {
      unlocked(content)
      const open = patientsOf(content).filter(({ key }) => content.split.parts[key] !== 'test').length
      if (command.folds === 1 || command.folds > open)
        throw new SeptumError('SPLIT_IMPOSSIBLE', { asked: command.folds, found: open })
      return {
        label: command.folds ? `${command.folds} folds` : 'No folds',
        content: withSplit(content, withFolds(content, command.folds)),
      }
    }
    case 'lock':
      return {
        label: command.locked ? 'Lock the split' : 'Unlock the split',
        content: withSplit(content, { ...content.split, locked: command.locked }),
      }
    case 'move-patient':
      return {
        label: `Move ${command.patient} to ${command.part}`,
        content: moved(content, command.patient, command.part),
      }
    case 'move-case': {
      const { source, patient } = known(content, command.case)
      const other = patientsOf(content)
        .find(({ key }) => key === patient)
        ?.cases.find((one) => one.source.id !== command.case)
      if (other && content.split.parts[patient] !== command.part)
        throw new SeptumError('SPLIT_LEAKS', {
          case: source.name,
          patient,
          other: other.source.name,
          part: content.split.parts[patient] ?? 'no part',
          asked: command.part,
        })
      return {
        label: `Move ${source.name} to ${command.part}`,
        content: moved(content, patient, command.part),
      }
    }
    case 'separate':
      return separated(content, command.case, command.reason)
    case 'prepare':
      return { label: 'Change the preparation', content: { ...content, preparation: command.preparation } }
    case 'relocate':
      return relocated(content, command.from, command.to)
  }
}

/** The content with these cases in it; cases that are there already are taken anew. */
export function withCases(content: DatasetContent, added: readonly DatasetCase[]): Commanded {
  const cases = { ...content.cases }
  for (const one of added) cases[one.source.id] = one
  const next = { ...content, cases }
  const fresh = Object.keys(content.split.parts).length === 0
  const split = content.split.locked ? content.split : fresh ? drawn(next) : withNewPatients(next)
  const label = added.length === 1 ? `Add ${added[0]!.source.name}` : `Add ${added.length} cases`
  return { label, content: { ...next, split } }
}

const withSplit = (content: DatasetContent, split: DatasetSplit): DatasetContent => ({ ...content, split })

function known(content: DatasetContent, id: string): DatasetCase {
  const one = content.cases[id]
  if (!one) throw new SeptumError('NOT_FOUND', { kind: 'case', id })
  return one
}

function names(content: DatasetContent, ids: readonly string[]): string {
  const [first] = ids
  return ids.length === 1 && first !== undefined ? known(content, first).source.name : `${ids.length} cases`
}

function omitted<T>(record: Readonly<Record<string, T>>, keys: readonly string[]): Record<string, T> {
  return Object.fromEntries(Object.entries(record).filter(([key]) => !keys.includes(key)))
}

function without(content: DatasetContent, ids: readonly string[]): DatasetContent {
  const next: DatasetContent = {
    ...content,
    cases: omitted(content.cases, ids),
    excluded: omitted(content.excluded, ids),
    fixes: omitted(content.fixes, ids),
    apart: omitted(content.apart, ids),
  }
  const left = new Set(Object.values(next.cases).map(({ patient }) => patient))
  const gone = Object.keys(content.split.parts).filter((key) => !left.has(key))
  const { split } = content
  return {
    ...next,
    split: { ...split, parts: omitted(split.parts, gone), foldOf: omitted(split.foldOf, gone) },
  }
}

function unlocked({ split }: DatasetContent): DatasetSplit {
  if (split.locked) throw new SeptumError('SPLIT_LOCKED')
  return split
}

function moved(content: DatasetContent, patient: string, part: Part): DatasetContent {
  const split = unlocked(content)
  if (!patientsOf(content).some(({ key }) => key === patient))
    throw new SeptumError('NOT_FOUND', { kind: 'patient', id: patient })
  const parts = { ...split.parts, [patient]: part }
  const foldOf = part === 'test' ? omitted(split.foldOf, [patient]) : split.foldOf
  return withSplit(content, { ...split, parts, foldOf, preset: null })
}

/** The case as a patient of its own, in the part that it had (R-DS-7). */
function separated(content: DatasetContent, id: string, reason: string): Commanded {
  const one = known(content, id)
  const patient = `${one.source.name} (apart)`
  const { split } = content
  const part = split.parts[one.patient]
  return {
    label: `Separate ${one.source.name}`,
    content: {
      ...content,
      cases: { ...content.cases, [id]: { ...one, patient } },
      apart: { ...content.apart, [id]: reason },
      split: part ? { ...split, parts: { ...split.parts, [patient]: part } } : split,
    },
  }
}

/** Sources whose files moved: `from` at the beginning of a path becomes `to`. */
function relocated(content: DatasetContent, from: string, to: string): Commanded {
  const place = (path: string): string => {
    const rest = path.slice(from.length)
    const isBelow = path.startsWith(from) && (rest === '' || /^[\\/]/.test(rest) || /[\\/]$/.test(from))
    return isBelow ? `${to}${rest}` : path
  }
  const placed = (value: unknown): unknown => {
    if (typeof value === 'string') return place(value)
    if (Array.isArray(value)) return value.map(placed)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, placed(each)]))
  }
  const cases = Object.fromEntries(
    Object.entries(content.cases).map(([id, one]) => {
      const { folder, files, detail } = one.source
      const source = {
        ...one.source,
        folder: place(folder),
        files: files.map(place),
        detail: placed(detail) as Record<string, unknown>,
      }
      return [id, { ...one, source }]
    }),
  )
  return { label: 'Locate moved files', content: { ...content, cases } }
}
