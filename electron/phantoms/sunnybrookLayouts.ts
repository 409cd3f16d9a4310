import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { PhantomLayout } from './phantomLayout'
import { writeSunnybrook } from './sunnybrookPatient'

/** Cases of the official parts in turn, with the number of their short-axis series (datasets.md B1.2). */
const cases = [
  { name: 'SC-HF-I-1', series: '0004', part: 'training', patient: 'SCD0000101' },
  { name: 'SC-HF-I-5', series: '0156', part: 'validation', patient: 'SCD0000401' },
  { name: 'SC-HF-I-9', series: '0241', part: 'online', patient: 'SCD0000801' },
  { name: 'SC-HYP-37', series: '0702', part: 'validation', patient: 'SCD0003401' },
  { name: 'SC-N-2', series: '0898', part: 'training', patient: 'SCD0003701' },
] as const
type Known = (typeof cases)[number]

const contourFolders: Readonly<Record<Known['part'], string>> = {
  training: 'Sunnybrook Cardiac MR Database ContoursPart3/TrainingDataContours',
  validation: 'Sunnybrook Cardiac MR Database ContoursPart2/ValidationDataContours',
  online: 'Sunnybrook Cardiac MR Database ContoursPart1/OnlineDataContours',
}

/** Case names in contour folders have two digits: SC-HF-I-01. */
const padded = (name: string): string => name.replace(/\d+$/, (digits) => digits.padStart(2, '0'))

const name = (index: number): string => {
  const { name: known } = cases[index % cases.length]!
  return index < cases.length ? known : `${known.replace(/\d+$/, '')}${100 + index}`
}
/** Beyond the five, cases of the first part with ids of their own. */
function known(id: string): Omit<Known, 'name' | 'patient'> & { readonly patient: string } {
  const number = /\d+$/.exec(id)?.[0] ?? '0'
  return (
    cases.find((one) => one.name === id) ?? {
      ...cases[0],
      patient: `SCD${number.padStart(5, '0')}01`,
    }
  )
}

/** The challenge's distribution (L1): images by part under `challenge_*`, contours in the three archives. */
export const challengePhantoms: PhantomLayout = {
  name,
  write: (plan, id, out) => {
    const { part, series } = known(id)
    return writeSunnybrook(plan, {
      images: path.join(out, `challenge_${part}`, id),
      contours: path.join(out, contourFolders[part], padded(id), 'contours-manual', 'IRCCI-expert'),
      series,
      patient: id,
      papillary: true,
    })
  },
}

/** The Cardiac Atlas Project's redistribution (L3): images by its own ids, joined to contours by scd_patientdata.csv. */
export const atlasPhantoms: PhantomLayout = {
  name,
  write: (plan, id, out) => {
    const { series, patient } = known(id)
    return writeSunnybrook(plan, {
      images: path.join(out, 'SCD_IMAGES_01', patient, 'CINESAX_300'),
      contours: path.join(out, 'SCD_ManualContours', padded(id), 'contours-manual', 'IRCCI-expert'),
      series,
      patient,
      papillary: false,
    })
  },
  async finish(patients, out) {
    const rows = patients.map(({ id }) => `${known(id).patient},${id},Female,60,1,Heart failure`)
    const table = ['PatientID,OriginalID,Gender,Age,PathologyID,Pathology', ...rows]
    await writeFile(path.join(out, 'scd_patientdata.csv'), `${table.join('\n')}\n`)
  },
}
