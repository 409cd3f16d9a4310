import { Experiment } from '#shared/domain/experiment'

export type SettingValue = string | number | boolean | null

type Plain = Readonly<Record<string, unknown>>
const isPlain = (value: unknown): value is Plain =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The value at a dotted path such as `training.augmentation.zoom.0`; undefined where a part of it is off. */
export function settingAt(experiment: Experiment, path: string): unknown {
  let value: unknown = experiment
  for (const key of path.split('.')) {
    if (Array.isArray(value)) value = value[Number(key)] as unknown
    else if (isPlain(value)) value = value[key]
    else return undefined
  }
  return value
}

/** The experiment with one setting changed; null when the value is out of the setting's range. */
export function withSetting(experiment: Experiment, path: string, value: SettingValue): Experiment | null {
  const parsed = Experiment.safeParse(replaced(experiment, path.split('.'), value))
  return parsed.success ? parsed.data : null
}

function replaced(whole: unknown, [key, ...rest]: readonly string[], value: SettingValue): unknown {
  if (key === undefined) return value
  if (Array.isArray(whole))
    return whole.map((part, i) => (i === Number(key) ? replaced(part, rest, value) : part))
  const plain = isPlain(whole) ? whole : {}
  return { ...plain, [key]: replaced(plain[key], rest, value) }
}
