import type { Experiment } from '#shared/domain/experiment'

export interface Difference {
  /** Dotted path of the setting, such as `training.loss`. */
  readonly path: string
  readonly before: string
  readonly after: string
}

/** Settings of two experiments that differ, in the order of the form; name and note are no settings (R-TR-5). */
export function experimentDifferences(before: Experiment, after: Experiment): Difference[] {
  const left = leaves(before)
  const right = leaves(after)
  return [...new Set([...left.keys(), ...right.keys()])]
    .map((path) => ({ path, before: left.get(path) ?? '', after: right.get(path) ?? '' }))
    .filter(({ before: was, after: is }) => was !== is)
}

function leaves(experiment: Experiment): Map<string, string> {
  const found = new Map<string, string>()
  const walk = (value: unknown, path: string): void => {
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      for (const [key, part] of Object.entries(value)) walk(part, path ? `${path}.${key}` : key)
    else found.set(path, Array.isArray(value) ? value.map(inWords).join(', ') : inWords(value))
  }
  const { name: _name, note: _note, schema: _schema, ...settings } = experiment
  walk(settings, '')
  return found
}

/** Steps of a list, such as those of an augmentation, are compared and shown as they are written. */
const inWords = (value: unknown): string =>
  value === null ? 'off' : typeof value === 'object' ? JSON.stringify(value) : String(value)
