import type { DatasetContent, DatasetSplit } from './dataset'
import { partCounts, patientsOf, stratumOf, type Patient } from './datasetSplit'
import type { Part } from './evaluation'
import { RandomState } from './mersenneTwister'
import { stratified } from './stratified'

/** A split that was published with a data set or with a system (datasets.md B1). */
export interface SplitPreset {
  readonly id: string
  readonly name: string
  readonly source: string
  /** The split of these patients; null where it does not belong to them. */
  split(content: DatasetContent): DatasetSplit | null
}

/** Khened's 30 patients outside training: validation and test together (datasets.md B1.1). */
const khenedHeldOut = [
  2, 3, 6, 8, 15, 20, 22, 24, 27, 29, 32, 33, 42, 43, 44, 47, 52, 58, 64, 69, 71, 73, 76, 78, 86, 88, 89, 94,
  97, 100,
]

const sunnybrookValidation =
  'HF-I-5 HF-I-6 HF-I-7 HF-I-8 HF-NI-7 HF-NI-11 HF-NI-31 HF-NI-33 HYP-6 HYP-7 HYP-8 HYP-37 N-5 N-6 N-7'.split(
    ' ',
  )
const sunnybrookTraining =
  'HF-I-1 HF-I-2 HF-I-4 HF-I-40 HF-NI-3 HF-NI-4 HF-NI-34 HF-NI-36 HYP-1 HYP-3 HYP-38 HYP-40 N-2 N-3 N-40'.split(
    ' ',
  )
const sunnybrookOnline =
  'HF-I-9 HF-I-10 HF-I-11 HF-I-12 HF-NI-12 HF-NI-13 HF-NI-14 HF-NI-15 HYP-9 HYP-10 HYP-11 HYP-12 N-9 N-10 N-11'.split(
    ' ',
  )

const nameOf = ({ cases }: Patient): string => cases[0]?.source.name ?? ''
/** The number of an ACDC patient; null for others. */
function acdcNumber(patient: Patient): number | null {
  const match = /^patient(\d{3})(?:\b|_)/i.exec(nameOf(patient))
  return match ? Number(match[1]) : null
}
/** HF-I-1 of SC-HF-I-01; null for others. */
function sunnybrookName(patient: Patient): string | null {
  const match = /^SC-((?:HF-NI|HF-I|HYP|N)-0*(\d+))/i.exec(nameOf(patient))
  return match ? match[1]!.toUpperCase().replace(/-0*(\d+)$/, '-$1') : null
}

/** The preset's parts of all patients; null where it knows none, or not all, of them. */
function placed(
  content: DatasetContent,
  preset: string,
  partOf: (patient: Patient) => Part | null,
): DatasetSplit | null {
  const parts: Record<string, Part> = {}
  for (const patient of patientsOf(content)) {
    const part = partOf(patient)
    if (part === null) return null
    parts[patient.key] = part
  }
  const isSplit = new Set(Object.values(parts)).size > 1
  return isSplit ? { ...content.split, parts, folds: 0, foldOf: {}, preset } : null
}

/** Patients named in the official training part give the share of the ratios to validation, drawn evenly. */
function withValidation(content: DatasetContent, split: DatasetSplit): DatasetSplit {
  const training = patientsOf(content).filter(({ key }) => split.parts[key] === 'train')
  const { train, validation } = split.ratios
  const share = train + validation > 0 ? validation / (train + validation) : 0
  const { validation: count } = partCounts(training.length, {
    train: 1 - share,
    validation: share,
    test: 0,
  })
  const order = stratified(training, (patient) => stratumOf(patient, split.strata), split.seed)
  const moved = Object.fromEntries(order.slice(0, count).map(({ key }) => [key, 'validation' as const]))
  return { ...split, parts: { ...split.parts, ...moved } }
}

export const splitPresets: readonly SplitPreset[] = [
  {
    id: 'acdc',
    name: 'ACDC, official 100 / 50',
    source: 'Bernard 2018: patients 101 to 150 are the test part; validation is drawn from the first 100',
    split(content) {
      const split = placed(content, 'acdc', (patient) => {
        const number = acdcNumber(patient)
        return number === null ? null : number > 100 ? 'test' : 'train'
      })
      return split && withValidation(content, split)
    },
  },
  {
    id: 'khened',
    name: 'ACDC, Khened 70 / 30',
    source: 'Khened 2019: his 30 held-out patients, every second one validates',
    split: (content) =>
      placed(content, 'khened', (patient) => {
        const number = acdcNumber(patient)
        if (number === null || number > 100) return null
        const at = khenedHeldOut.indexOf(number)
        return at < 0 ? 'train' : at % 2 === 0 ? 'validation' : 'test'
      }),
  },
  {
    id: 'baumgartner',
    name: 'ACDC, Baumgartner 80 / 20',
    source: 'Baumgartner 2017: patients whose number is divisible by 5 are the test part',
    split(content) {
      const split = placed(content, 'baumgartner', (patient) => {
        const number = acdcNumber(patient)
        return number === null ? null : number % 5 === 0 ? 'test' : 'train'
      })
      return split && withValidation(content, split)
    },
  },
  {
    id: 'nnunet',
    name: 'nnU-Net, 5 folds',
    source: 'Isensee 2021: RandomState(1234).shuffle of the patients; fold k validates every fifth from k',
    split(content) {
      const keys = patientsOf(content).map(({ key }) => key)
      if (keys.length < 5) return null
      const order = new RandomState(1234).shuffled(keys)
      return {
        ...content.split,
        parts: Object.fromEntries(keys.map((key) => [key, 'train' as const])),
        folds: 5,
        foldOf: Object.fromEntries(order.map((key, i) => [key, i % 5])),
        preset: 'nnunet',
      }
    },
  },
  {
    id: 'sunnybrook',
    name: 'Sunnybrook, official 15 / 15 / 15',
    source: 'Radau 2009: training, validation and online set',
    split: (content) =>
      placed(content, 'sunnybrook', (patient) => {
        const name = sunnybrookName(patient)
        if (name === null) return null
        if (sunnybrookTraining.includes(name)) return 'train'
        if (sunnybrookValidation.includes(name)) return 'validation'
        return sunnybrookOnline.includes(name) ? 'test' : null
      }),
  },
]
