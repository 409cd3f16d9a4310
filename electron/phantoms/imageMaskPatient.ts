import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { encode } from 'fast-png'
import { regions } from '#shared/domain/structures'
import { heartSection, heartState } from './heart'
import { patientImages } from './patientImages'
import type { PatientPlan } from './patientPlan'
import type { PhantomLayout } from './phantomLayout'
import { slicePositions } from './slicePositions'

/** Slices of a phantom whose LV cavity is measured: those below the base at end-diastole. */
const measured = (plan: PatientPlan): { slice: number; areaPx: number }[] => {
  const state = heartState(plan, 0)
  const pixelMm2 = plan.pixelMm.x * plan.pixelMm.y
  return slicePositions(plan).flatMap((s, slice) => {
    const { aboveBase, cavityMm } = heartSection(state, s)
    return aboveBase || cavityMm < 6 ? [] : [{ slice, areaPx: (Math.PI * cavityMm ** 2) / pixelMm2 }]
  })
}

const fileName = (id: string, slice: number): string => `${id}_slice${String(slice + 1).padStart(2, '0')}.png`

/** S1's pictures: `images` and `masks` of one name, grey, the object black on white; one a slice at end-diastole. */
export const imageMaskPhantoms: PhantomLayout = {
  name: (index) => `heart${String(index + 1).padStart(3, '0')}`,
  async write(plan, id, out) {
    const { shape, stored, labels } = patientImages({ ...plan, phases: 1 })
    const [, , height, width] = shape
    const size = width * height
    for (const folder of ['images', 'masks']) await mkdir(path.join(out, folder), { recursive: true })
    for (const { slice } of measured(plan)) {
      const part = stored.subarray(slice * size, (slice + 1) * size)
      const bright = part.reduce((most, value) => Math.max(most, value), 1)
      const image = Uint8Array.from(part, (value) => Math.round((255 * Math.max(0, value)) / bright))
      const cavity = regions['lv-cavity'].label
      const mask = labels
        .subarray(slice * size, (slice + 1) * size)
        .map((label) => (label === cavity ? 0 : 255))
      const bytes = (data: Uint8Array): Uint8Array => encode({ width, height, data, channels: 1 })
      await writeFile(path.join(out, 'images', fileName(id, slice)), bytes(image))
      await writeFile(path.join(out, 'masks', fileName(id, slice)), bytes(mask))
    }
  },
  truth: (plan, id) => ({
    pictures: measured(plan).map(({ slice, areaPx }) => ({
      id: fileName(id, slice).replace('.png', ''),
      objectPx: Math.round(areaPx),
    })),
  }),
  note: 'Areas by formula, in pixels: the LV cavity is a circle. The object is black on white, as S1 has it; a mask of pixels differs from the exact area by about 1 %.',
}
