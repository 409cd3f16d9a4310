import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { niftiGzBytes } from '#electron/formats/nifti/writeNifti'
import { mgzBytes } from '#electron/formats/volume/writeMgh'
import { brainPlan, brainSide, brainVolumes, sagittalAreaMm2 } from './brain'
import type { PhantomLayout } from './phantomLayout'

/** FreeSurfer's conformed volume in LPS: i to the left, j downwards, k forwards. */
const grid = {
  spacingMm: { x: 1, y: 1, z: 1 },
  orientation: {
    row: [1, 0, 0] as [number, number, number],
    column: [0, 0, -1] as [number, number, number],
    normal: [0, -1, 0] as [number, number, number],
    originMm: [-128, 128, 128] as [number, number, number],
  },
}
const shape = [brainSide, brainSide, brainSide] as const

/** Places along the first axis that S3 looks at, from 0, and the area that keeps one. */
const [first, last, leastMm2] = [109, 144, 100]

/**
 * FreeSurfer subjects with lateral ventricles of known size, in turn as S3 has them (`C001/FreeSurfer/mri`, NIfTI) and
 * as FreeSurfer writes them (`<subject>/mri`, MGZ).
 */
export const freesurferPhantoms: PhantomLayout = {
  name: (index) => (index % 2 === 0 ? `C${String(index + 1).padStart(3, '0')}` : `subject${index + 1}`),
  async write(plan, id, out) {
    const { image, labels } = brainVolumes(brainPlan(plan.seed))
    const ofS3 = id.startsWith('C')
    const folder = ofS3 ? path.join(out, id, 'FreeSurfer', 'mri') : path.join(out, id, 'mri')
    await mkdir(folder, { recursive: true })
    if (ofS3) {
      const four = [1, ...shape] as const
      await writeFile(
        path.join(folder, `${id}_T1_nu.nii.gz`),
        niftiGzBytes({ shape: four, data: image }, { grid }, 1),
      )
      await writeFile(
        path.join(folder, `${id}_T1_aparc_aseg.nii.gz`),
        niftiGzBytes({ shape: four, data: Int16Array.from(labels) }, { grid }, 1),
      )
    } else {
      await writeFile(path.join(folder, 'nu.mgz'), mgzBytes(shape, image, grid))
      await writeFile(path.join(folder, 'aseg.mgz'), mgzBytes(shape, labels, grid))
    }
  },
  truth({ seed }) {
    const { left, right } = brainPlan(seed)
    const areas = Array.from({ length: last - first + 1 }, (_, n) => {
      const area = sagittalAreaMm2(left, first + n) + sagittalAreaMm2(right, first + n)
      return { slice: first + n + 1, area }
    })
    const kept = areas.filter(({ area }) => area > leastMm2)
    const ml = (mm3: number): number => Math.round(mm3) / 1000
    return {
      slices: { first: kept[0]!.slice, last: kept.at(-1)!.slice, count: kept.length },
      ventricleMl: ml(kept.reduce((sum, { area }) => sum + area, 0)),
      wholeVentriclesMl: ml(
        [left, right].reduce((sum, { halfMm: [a, b, c] }) => sum + (4 / 3) * Math.PI * a * b * c, 0),
      ),
    }
  },
  note: 'Lateral ventricles by formula: two ellipsoids; "ventricleMl" sums the exact areas of the kept sagittal slices (places 110 to 145 of the first axis, more than 100 mm²) × 1 mm. Slices count from 1 along the first axis.',
}
