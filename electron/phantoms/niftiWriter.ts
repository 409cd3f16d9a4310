import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { niftiGzBytes } from '#electron/formats/nifti/writeNifti'
import type { PatientImages } from './patientImages'
import type { PatientPlan } from './patientPlan'
import { phantomAxes } from './phantomCine'

/** Writes volumes of one phantom patient as .nii.gz, with an oblique affine in millimetres. */
export function niftiWriter(plan: PatientPlan, pictures: PatientImages) {
  const { row, column, normal } = phantomAxes()
  const [, slices, rows, columns] = pictures.shape
  const size = slices * rows * columns
  const frame = {
    grid: {
      spacingMm: { ...plan.pixelMm, z: plan.pitchMm },
      orientation: { row, column, normal, originMm: [-120, -110, 140] as [number, number, number] },
    },
  }
  const write = async (
    file: string,
    shape: PatientImages['shape'],
    data: Uint8Array | Int16Array,
  ): Promise<void> => {
    await mkdir(path.dirname(file), { recursive: true })
    await writeFile(file, niftiGzBytes({ shape, data }, frame, data instanceof Int16Array ? 1 : 6))
  }
  const one = [1, slices, rows, columns] as const
  return {
    cine: (file: string) => write(file, pictures.shape, pictures.stored),
    image: (file: string, phase: number) =>
      write(file, one, pictures.stored.subarray(phase * size, (phase + 1) * size)),
    labels: (file: string, phase: number, values: readonly number[]) =>
      write(file, one, relabelled(pictures.labels.subarray(phase * size, (phase + 1) * size), values)),
    /** Labels of the whole cine, empty but for these phases. */
    cineLabels: (file: string, phases: readonly number[], values: readonly number[]) => {
      const labels = new Uint8Array(pictures.labels.length)
      for (const phase of phases) {
        const from = phase * size
        labels.set(relabelled(pictures.labels.subarray(from, from + size), values), from)
      }
      return write(file, pictures.shape, labels)
    },
  }
}

/** Canonical label → the layout's value, by place. */
const relabelled = (labels: Uint8Array, values: readonly number[]): Uint8Array =>
  labels.map((label) => values[label] ?? 0)
