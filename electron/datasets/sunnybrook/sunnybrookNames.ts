import { csvTable } from '../csvTable'

/** One contour file's name: IM-0001-0048-icontour-manual.txt. The first number is not the series (datasets.md B1.2). */
export interface ContourName {
  /** Image number, from 1. */
  readonly image: number
  /** i = endocardium, o = epicardium, p = papillary muscle. */
  readonly kind: 'i' | 'o' | 'p'
}

export function contourName(name: string): ContourName | null {
  const match = /^IM-\d+-(\d+)-([iop])\d?contour-manual\.txt$/i.exec(name)
  return match ? { image: Number(match[1]), kind: match[2]!.toLowerCase() as ContourName['kind'] } : null
}

/** Image number of a DICOM file from its name: IM-0004-0048.dcm, 48.dcm; null where the name holds none. */
export function imageNumber(name: string): number | null {
  const match = /^(?:IM-\d+-)?(\d+)\.dcm$/i.exec(name)
  return match ? Number(match[1]) : null
}

const caseName = /^SC-[A-Z]+(-[A-Z]+)?-\d+$/i

/** SC-HF-I-01 and SC-HF-I-1 are one case: numbers lose their leading zeros. */
export const plainCaseName = (name: string): string =>
  name.replace(/\d+/g, (digits) => String(Number(digits))).toUpperCase()

/** The case that a file belongs to by its path: the last part that is named like a case. */
export function caseOfPath(file: string): string | null {
  const part = file.split(/[\\/]/).findLast((name) => caseName.test(name))
  return part ? plainCaseName(part) : null
}

/** The deidentified id (SCD0000101) in a path. */
export const patientOfPath = (file: string): string | null =>
  file
    .split(/[\\/]/)
    .findLast((name) => /^SCD\d{7}$/i.test(name))
    ?.toUpperCase() ?? null

export const groupOfCase = (name: string): string | null => /^SC-(HF-NI|HF-I|HYP|N)-/.exec(name)?.[1] ?? null

const families: readonly (readonly [string, readonly number[]])[] = [
  ['HF-I', [1, 2, 4, 5, 6, 7, 8, 9, 10, 11, 12, 40]],
  ['HF-NI', [3, 4, 7, 11, 12, 13, 14, 15, 31, 33, 34, 36]],
  ['HYP', [1, 3, 6, 7, 8, 9, 10, 11, 12, 37, 38, 40]],
  ['N', [2, 3, 5, 6, 7, 9, 10, 11, 40]],
]

/** The challenge's parts by family; what is named in neither list is in none (datasets.md B1.2). */
const officialParts: Readonly<Record<string, readonly string[]>> = {
  training: ['HF-I-1 2 4 40', 'HF-NI-3 4 34 36', 'HYP-1 3 38 40', 'N-2 3 40'],
  validation: ['HF-I-5 6 7 8', 'HF-NI-7 11 31 33', 'HYP-6 7 8 37', 'N-5 6 7'],
  online: ['HF-I-9 10 11 12', 'HF-NI-12 13 14 15', 'HYP-9 10 11 12', 'N-9 10 11'],
}

const partOf: ReadonlyMap<string, string> = new Map(
  Object.entries(officialParts).flatMap(([part, families]) =>
    families.flatMap((family) => {
      const [, name, numbers] = /^(.+)-([\d ]+)$/.exec(family)!
      return numbers!.split(' ').map((number): [string, string] => [`SC-${name}-${number}`, part])
    }),
  ),
)

/** The official part of a case: training, validation or online; undefined for another name. */
export const officialPart = (name: string): string | undefined => partOf.get(plainCaseName(name))

/** SCD0000101 … SCD0004501 in the order of the Cardiac Atlas Project's list (datasets.md B1.2). */
export const knownPatients: ReadonlyMap<string, string> = new Map(
  families
    .flatMap(([family, numbers]) => numbers.map((number) => `SC-${family}-${number}`))
    .map((name, index) => [`SCD${String(index + 1).padStart(5, '0')}01`, name]),
)

/** PatientID → case from a table with columns PatientID and OriginalID (scd_patientdata.csv, link.csv). */
export const patientTable = (csv: string): Map<string, string> =>
  new Map(
    csvTable(csv)
      .filter(({ patientid, originalid }) => patientid && originalid)
      .map(({ patientid = '', originalid = '' }) => [patientid.toUpperCase(), plainCaseName(originalid)]),
  )
