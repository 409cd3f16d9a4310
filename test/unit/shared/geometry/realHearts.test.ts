import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import type { Contour } from '#shared/domain/contour'
import { readNifti } from '#electron/formats/nifti/readNifti'
import { contoursOfLabels, regionMask } from '#shared/geometry/regionMask'
import { ringAreaPx2 } from '#shared/geometry/polygon'
import { closedSpline, knotsOf } from '#shared/geometry/spline'
import { cardiacFunction } from '#shared/geometry/volumes'
import { heldBy } from './heart'

const folder = fileURLToPath(new URL('../../../../../shared/data/acdc/', import.meta.url))
const there = existsSync(`${folder}truth.csv`)
const made = { source: 'imported', author: 'expert', state: 'accepted' } as const

/** Every eighth patient with its line of truth.csv. */
function patients() {
  const [head, ...lines] = readFileSync(`${folder}truth.csv`, 'utf8').trim().split('\n')
  const columns = head!.split(',')
  return lines
    .map((line) => Object.fromEntries(line.split(',').map((value, i) => [columns[i]!, value])))
    .filter(({ patient }, i) => i % 8 === 0 && readdirSync(folder).includes(patient!))
}

describe.skipIf(!there)('real hearts (skipped where ../shared/data is not there)', () => {
  test("contours around the experts' masks give the masks back, and volumes, EF and mass within 1.5 % of truth.csv", async () => {
    const rows = patients()
    expect(rows.length).toBeGreaterThan(5)
    for (const row of rows) {
      const patient = row.patient!
      const spacingMm = { x: +row.spacing_x_mm!, y: +row.spacing_y_mm!, z: +row.spacing_z_mm! }
      const grid = { columns: +row.size_x!, rows: +row.size_y!, slices: +row.size_z! }
      const contours: Contour[] = []
      for (const [phase, frame] of [row.ed_frame!, row.es_frame!].entries()) {
        const file = `${folder}${patient}/${patient}_frame${frame.padStart(2, '0')}_gt.nii.gz`
        const labels = Uint8Array.from((await readNifti(file)).data)
        const traced = contoursOfLabels(labels, grid, phase, made)
        contours.push(...traced)
        const pixels = grid.columns * grid.rows
        for (let slice = 0; slice < grid.slices; slice++) {
          const mask = regionMask(
            traced.filter((c) => c.slice === slice),
            grid.columns,
            grid.rows,
          )
          const plane = labels.subarray(slice * pixels, (slice + 1) * pixels)
          expect(mask.findIndex((label, i) => label !== plane[i])).toBe(-1)
        }
      }
      // What a reader drags, the curve through a few knots, encloses what the expert's line does.
      const middle = contours.find((c) => c.boundary === 'lv-epi' && c.slice === Math.floor(grid.slices / 2))!
      const curve = closedSpline(knotsOf(middle.rings[0]!))
      expect(Math.abs(ringAreaPx2(curve) / ringAreaPx2(middle.rings[0]!) - 1), patient).toBeLessThan(0.01)
      const { values, reasons } = cardiacFunction(heldBy(contours, { marks: { ed: 0, es: 1 } }), {
        spacingMm,
      })
      expect(reasons, patient).toEqual({})
      const near = (value: number | null, truth: string) => Math.abs(value! / +truth - 1)
      expect(near(values.edvMl, row.lv_ed_ml!), patient).toBeLessThan(0.015)
      expect(near(values.rvEdvMl, row.rv_ed_ml!), patient).toBeLessThan(0.015)
      expect(near(values.massG, row['lv_mass_ed_g_1.05']!), patient).toBeLessThan(0.015)
      expect(Math.abs(values.efPercent! - +row.lv_ef_pct!), patient).toBeLessThan(0.5)
    }
  })
})
