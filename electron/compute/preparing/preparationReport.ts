import type { PreparationChain } from '#shared/domain/preparationStep'
import { preparedSize } from '#shared/domain/preparedSize'
import { regions } from '#shared/domain/structures'
import type { Refusal } from '#shared/domain/study'
import type { Fault } from '#shared/errors/result'
import { SeptumError } from '#shared/errors/SeptumError'
import type { StepPreview } from '#models/preparation/preview'
import { ledgerSum } from '#models/preparation/labelLedger'
import type { VolumeFacts } from './volumeFacts'

/** A case that was found: its prepared volumes, or why there are none. */
export interface ReportedCase {
  readonly id: string
  readonly patient: string
  readonly volumesFound: number
  readonly slicesFound: number
  readonly volumes: readonly VolumeFacts[]
  readonly problem: string | null
}

export interface ReportCheck {
  readonly name: string
  readonly before: number | string
  readonly after: number | string
  readonly passed: boolean
}

/** What one step made of a slice. */
export type StepExample = Pick<StepPreview, 'step' | 'rows' | 'columns' | 'spacingMm' | 'min' | 'max'>

/** S2's proof that no data were lost, after every preparation of a data set (datasets.md C). */
export interface PreparationReport {
  readonly folder: string
  readonly hash: string
  readonly steps: readonly string[]
  readonly checks: readonly ReportCheck[]
  readonly warnings: readonly string[]
  /** Pixels of each structure before, and cut off by the crop. */
  readonly structures: readonly {
    readonly structure: string
    readonly sourcePixels: number
    readonly cutPixels: number
    readonly cutPercent: number
  }[]
  readonly cases: readonly ReportedCase[]
  /** The middle slice of the first volume after each step. */
  readonly example: readonly StepExample[]
  readonly fault: Fault | null
}

/** The report of a data set; `fault` where something was lost on the way. */
export function preparationReport(
  folder: string,
  hash: string,
  chain: PreparationChain,
  cases: readonly ReportedCase[],
  refusals: readonly Refusal[],
  example: readonly StepExample[],
): PreparationReport {
  const checks = allChecks(chain, cases, refusals.length)
  const failed = checks.filter(({ passed }) => !passed).map(({ name }) => name)
  const structures = ledgerSum(cases.flatMap(({ volumes }) => volumes.map(({ ledger }) => ledger))).map(
    ({ label, sourcePixels, resampledPixels, lostPixels }) => ({
      structure: nameOf(label),
      sourcePixels,
      cutPixels: lostPixels,
      cutPercent: resampledPixels > 0 ? (100 * lostPixels) / resampledPixels : 0,
    }),
  )
  return {
    ...{ folder, hash, steps: chain.steps.map(({ step }) => step), checks, structures, cases, example },
    warnings: [
      ...cutWarnings(cases),
      ...leftOutWarnings(cases),
      ...problemsOf(cases),
      ...refusals.map(({ file, cause }) => `${file}: ${cause}`),
    ],
    fault: failed.length
      ? new SeptumError('PREPARATION_LOST_DATA', { folder, checks: failed.join(', ') }).toFault()
      : null,
  }
}

const nameOf = (label: number): string =>
  Object.values(regions).find((region) => region.label === label)?.id ?? `label ${label}`

function allChecks(chain: PreparationChain, cases: readonly ReportedCase[], refused: number): ReportCheck[] {
  const volumes = cases.flatMap((one) => one.volumes)
  const sum = (of: (one: ReportedCase) => number): number => cases.reduce((total, one) => total + of(one), 0)
  const slices = (of: (one: VolumeFacts) => number) => (one: ReportedCase) =>
    one.volumes.reduce((total, volume) => total + of(volume), 0)
  const equal = (name: string, before: number, after: number): ReportCheck => ({
    ...{ name, before, after },
    passed: before === after,
  })
  const patients = (some: readonly ReportedCase[]): number => new Set(some.map((one) => one.patient)).size
  const whole = cases.filter((one) => one.volumes.length === one.volumesFound)
  const leftOut = sum(slices(({ leftOut: out }) => out.length))
  const found = sum((one) => one.slicesFound) - leftOut
  return [
    equal('files that cannot be used', 0, refused),
    equal('patients', patients(cases), patients(whole)),
    equal(
      'volumes',
      sum((one) => one.volumesFound),
      volumes.length,
    ),
    equal('image slices', found, sum(slices(({ slicesKept }) => slicesKept))),
    equal('mask slices', found, sum(slices(({ masksKept }) => masksKept))),
    equal(
      'cases with other slice counts',
      0,
      cases.filter((one) => one.slicesFound !== slices((v) => v.slicesKept + v.leftOut.length)(one)).length,
    ),
    sizeCheck(chain, volumes),
    ...valueCheck(chain, volumes),
    equal(
      'values that are no numbers',
      0,
      volumes.reduce((total, { after }) => total + after.notFinite, 0),
    ),
    equal(
      'structures that vanished',
      0,
      sum((one) => vanished(one).length),
    ),
  ]
}

function sizeCheck({ steps }: PreparationChain, volumes: readonly VolumeFacts[]): ReportCheck {
  const { side, slices, sliceMultiple } = preparedSize(steps)
  const right = volumes.filter(
    ({ after }) =>
      after.rows === side &&
      after.columns === side &&
      (slices === null ? after.slices % sliceMultiple === 0 : after.slices === slices),
  ).length
  const target = `${side} × ${side}${slices === null ? '' : ` × ${slices}`}`
  return {
    name: 'size',
    before: target,
    after: `${right} of ${volumes.length}`,
    passed: right === volumes.length,
  }
}

/** Within 0 and 1 after min-max; mean 0 and SD 1 after a z-score that is the last thing done to the values (D24). */
function valueCheck({ steps }: PreparationChain, volumes: readonly VolumeFacts[]): ReportCheck[] {
  const last = steps.findLast(({ step }) => step === 'min-max' || step === 'z-score' || step === 'clahe')
  const [least, most] = [
    Math.min(...volumes.map(({ after }) => after.min)),
    Math.max(...volumes.map(({ after }) => after.max)),
  ]
  const range = `${least.toFixed(3)} … ${most.toFixed(3)}`
  if (volumes.length === 0 || last === undefined) return []
  if (last.step === 'min-max')
    return [{ name: 'values', before: '0 … 1', after: range, passed: least >= 0 && most <= 1 }]
  const moved = steps
    .slice(steps.indexOf(last) + 1)
    .some(({ step }) => step !== 'pad-z' && step !== 'channels')
  if (
    last.step !== 'z-score' ||
    moved ||
    last.truncated ||
    (last.scope !== 'slice' && last.scope !== 'volume')
  )
    return []
  const parts = volumes.flatMap((volume) =>
    last.scope === 'slice' ? volume.sliceStatistics : [pooled(volume.sliceStatistics)],
  )
  const off = parts.filter(({ mean, sd }) => Math.abs(mean) > 1e-3 || (Math.abs(sd - 1) > 1e-2 && sd > 1e-6))
  const after = off.length ? `${off.length} of ${parts.length} differ` : `in all ${parts.length}`
  return [{ name: 'values', before: 'mean 0, SD 1', after, passed: off.length === 0 }]
}

function pooled(parts: VolumeFacts['sliceStatistics']): { mean: number; sd: number } {
  const mean = parts.reduce((sum, part) => sum + part.mean, 0) / parts.length
  const squares = parts.reduce((sum, part) => sum + part.sd ** 2 + part.mean ** 2, 0) / parts.length
  return { mean, sd: Math.sqrt(Math.max(0, squares - mean * mean)) }
}

function vanished({ volumes }: ReportedCase): number[] {
  const after = new Set(volumes.flatMap(({ labelsAfter }) => labelsAfter))
  return [...new Set(volumes.flatMap(({ labelsBefore }) => labelsBefore))].filter(
    (label) => !after.has(label),
  )
}

const cutWarnings = (cases: readonly ReportedCase[]): string[] =>
  cases.flatMap(({ id, volumes }) =>
    volumes.flatMap(({ phase, ledger }) =>
      ledger
        .filter(({ lostPixels }) => lostPixels > 0)
        .map(
          ({ label, lostPixels, resampledPixels }) =>
            `${id} ${phase.toUpperCase()}: the crop cuts ${lostPixels} pixels of ${nameOf(label)} (${((100 * lostPixels) / resampledPixels).toFixed(1)} %).`,
        ),
    ),
  )

const leftOutWarnings = (cases: readonly ReportedCase[]): string[] =>
  cases.flatMap(({ id, volumes }) =>
    volumes
      .filter(({ leftOut }) => leftOut.length > 0)
      .map(
        ({ phase, leftOut }) =>
          `${id} ${phase.toUpperCase()}: slices ${leftOut.join(', ')} are left out by the steps.`,
      ),
  )

const problemsOf = (cases: readonly ReportedCase[]): string[] =>
  cases.flatMap(({ id, problem }) => (problem ? [`${id}: ${problem}`] : []))
