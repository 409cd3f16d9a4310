import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { PointPx } from '#shared/domain/contour'
import { imageUid } from '#electron/formats/dicom/writeDicom'
import { workspaceText } from '#electron/formats/cvi42/writeWorkspace'
import { segmentationBytes } from '#electron/formats/dicom/writeSegmentation'
import { structureSetBytes, type WrittenContour } from '#electron/formats/dicom/writeStructureSet'
import { heartRings, type HeartRings } from './heartRings'
import { patientImages, type PatientImages } from './patientImages'
import { phantomCine, turnedAxes, writeCine, type PhantomCine } from './phantomCine'
import type { PatientPlan } from './patientPlan'
import type { PhantomLayout } from './phantomLayout'

/** What a writer of contours or masks needs of a patient whose images are written. */
export interface DrawnPatient {
  readonly plan: PatientPlan
  readonly id: string
  readonly folder: string
  readonly pictures: PatientImages
  readonly cine: PhantomCine
}

/** A DICOM cine in a folder of its own, its planes in one of eight ways, and what `draw` puts beside it. */
export const drawnPhantoms = (draw: (patient: DrawnPatient) => Promise<void>): PhantomLayout => ({
  name: (index) => `HEART${String(index + 1).padStart(3, '0')}`,
  async write(plan, id, out) {
    const folder = path.join(out, id)
    const images = path.join(folder, 'DICOM')
    await mkdir(images, { recursive: true })
    const pictures = patientImages(plan)
    const cine = phantomCine(plan, id, pictures, turnedAxes(plan.seed % 8))
    const name = (slice: number, phase: number): string =>
      `IM${String(cine.instance(slice, phase)).padStart(5, '0')}.dcm`
    await writeCine(plan, cine, pictures, (slice, phase) => path.join(images, name(slice, phase)))
    await draw({ plan, id, folder, pictures, cine })
  },
})

const structures = [
  ['LV Endo', 'lvEndo'],
  ['LV Epi', 'lvEpi'],
  ['RV Endo', 'rvEndo'],
] as const satisfies readonly (readonly [string, keyof HeartRings])[]

/** The exact outlines at ED and ES as an RT Structure Set. */
export const structurePhantoms = drawnPhantoms(async ({ plan, folder, cine }) => {
  const rings = heartRings(plan)
  const { row, column } = cine.axes
  const toMm = (slice: number, { x, y }: PointPx): number[] =>
    cine
      .originMm(slice)
      .map((origin, i) => origin + x * plan.pixelMm.x * row[i]! + y * plan.pixelMm.y * column[i]!)
  const drawn = structures.map(([name, line]) => ({
    name,
    contours: rings.flatMap(({ slice, phase, [line]: ring }): WrittenContour[] =>
      ring
        ? [
            {
              imageUid: imageUid(cine.series, cine.instance(slice, phase)),
              pointsMm: ring.map((point) => toMm(slice, point)),
            },
          ]
        : [],
    ),
  }))
  await writeFile(path.join(folder, 'structures.dcm'), structureSetBytes(cine.series, drawn))
})

const workspaceNames = [
  ['saendocardialContour', 'lvEndo'],
  ['saepicardialContour', 'lvEpi'],
  ['sarvendocardialContour', 'rvEndo'],
] as const satisfies readonly (readonly [string, keyof HeartRings])[]

/** The outlines at ED and ES as a cvi42 workspace, in quarter pixels. */
export const workspacePhantoms = drawnPhantoms(async ({ plan, id, folder, cine }) => {
  const contours = heartRings(plan).flatMap(({ slice, phase, ...rings }) =>
    workspaceNames.flatMap(([name, line]) => {
      const image = imageUid(cine.series, cine.instance(slice, phase))
      return rings[line] ? [{ image, name, points: rings[line] }] : []
    }),
  )
  await writeFile(path.join(folder, `${id}.cvi42wsx`), workspaceText(contours))
})

const segments = [
  { label: 'RV blood pool', code: '53085002', meaning: 'Right ventricle' },
  { label: 'LV myocardium', code: '74281007', meaning: 'Myocardium' },
  { label: 'LV blood pool', code: '87878005', meaning: 'Left ventricle' },
]

/** The masks at ED and ES as a binary DICOM Segmentation, one frame a structure, slice and phase. */
export const segmentPhantoms = drawnPhantoms(async ({ plan, folder, cine, pictures }) => {
  const [, slices, rows, columns] = pictures.shape
  const size = rows * columns
  const frames = segments.flatMap((_, i) =>
    [0, plan.esPhase].flatMap((phase) =>
      Array.from({ length: slices }, (_, slice) => {
        const from = (phase * slices + slice) * size
        return {
          segment: i + 1,
          imageUid: imageUid(cine.series, cine.instance(slice, phase)),
          positionMm: cine.originMm(slice),
          mask: pictures.labels.subarray(from, from + size).map((label) => (label === i + 1 ? 1 : 0)),
        }
      }).filter(({ mask }) => mask.includes(1)),
    ),
  )
  await writeFile(path.join(folder, 'segments.dcm'), segmentationBytes(cine.series, segments, frames))
})
