import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { niftiGzBytes } from '#electron/formats/nifti/writeNifti'
import { patientImages } from './patientImages'
import type { PatientPlan } from './patientPlan'

const frameName = (id: string, frame: number): string => `${id}_frame${String(frame).padStart(2, '0')}`

/** Writes one patient as ACDC does: cine, ED and ES frames, their label maps, Info.cfg. Spacing in pixdim, a unit affine. */
export async function writeAcdcPatient(plan: PatientPlan, id: string, out: string): Promise<void> {
  const folder = path.join(out, id)
  await mkdir(folder, { recursive: true })
  const { shape, stored, labels } = patientImages(plan)
  const [t, z, y, x] = shape
  const volume = z * y * x
  const grid = { spacingMm: { ...plan.pixelMm, z: plan.pitchMm }, orientation: null }
  const frame = { grid, unitAffine: true }
  await writeFile(path.join(folder, `${id}_4d.nii.gz`), niftiGzBytes({ shape, data: stored }, frame, 1))
  for (const phase of [0, plan.esPhase]) {
    const part: [number, number] = [phase * volume, (phase + 1) * volume]
    const name = path.join(folder, frameName(id, phase + 1))
    const one = [1, z, y, x] as const
    await writeFile(`${name}.nii.gz`, niftiGzBytes({ shape: one, data: stored.subarray(...part) }, frame, 1))
    await writeFile(`${name}_gt.nii.gz`, niftiGzBytes({ shape: one, data: labels.subarray(...part) }, frame))
  }
  const info = [
    'ED: 1',
    `ES: ${plan.esPhase + 1}`,
    `Group: ${plan.group}`,
    `Height: ${plan.heightCm}.0`,
    `NbFrame: ${t}`,
    `Weight: ${plan.weightKg}.0`,
  ]
  await writeFile(path.join(folder, 'Info.cfg'), `${info.join('\n')}\n`)
}
