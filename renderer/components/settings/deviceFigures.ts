import type { EngineTest } from '#shared/domain/device'

export interface DeviceFigure {
  readonly name: string
  readonly value: string
  /** The whole of it, where `value` may be cut off. */
  readonly title: string
}

type Translate = (key: string, values?: Record<string, unknown>) => string

/** What the test of a device measured, as a reader reads it: times to three digits, memory in MB. */
export function deviceFigures(result: EngineTest | null, t: Translate): DeviceFigure[] {
  if (!result) return []
  const { stepMs, predictMs, firstStepMs, memoryBytes, passed, failed, fallbacks } = result
  const figure = (key: string, value: string, title = value): DeviceFigure => ({
    name: t(`settings.devices.${key}`),
    value,
    title,
  })
  return [
    figure('step', time(stepMs)),
    figure('predict', time(predictMs)),
    figure('firstStep', time(firstStepMs)),
    figure('memory', memoryBytes === undefined ? '–' : `${Math.round(memoryBytes / 2 ** 20)} MB`),
    figure('selfTest', t('settings.devices.passed', { passed, all: passed + failed })),
    figure('fallbacks', String(fallbacks.length || t('settings.devices.none')), fallbacks.join(', ')),
  ]
}

/** 0.8 ms, 24 ms, 1.31 s. */
export function time(ms: number | undefined): string {
  if (ms === undefined) return '–'
  if (ms >= 1000) return `${(ms / 1000).toFixed(2)} s`
  return `${ms.toFixed(ms < 10 ? 1 : 0)} ms`
}

/** Day and time of a test; empty without one. */
export const testedWhen = (at: string | undefined, locale: string): string =>
  at === undefined
    ? ''
    : new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(at))
