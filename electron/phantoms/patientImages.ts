import { mixedSeed } from '#shared/domain/random'
import { chestPlan, chestSlice } from './chest'
import { heartState } from './heart'
import { labelHeart } from './heartLabels'
import { heartDetail } from './heartDetail'
import { paintHeart } from './heartPaint'
import { heartPixels } from './heartPixels'
import type { PatientPlan } from './patientPlan'
import { placements } from './placement'
import { acquired, scannerOf } from './scanner'
import { slicePositions } from './slicePositions'

/** The pictures and labels of one phantom patient, [T, Z, Y, X] in file order. */
export interface PatientImages {
  readonly shape: readonly [t: number, z: number, y: number, x: number]
  readonly stored: Int16Array
  readonly labels: Uint8Array
}

export function patientImages(plan: PatientPlan): PatientImages {
  const places = placements(plan)
  const positions = slicePositions(plan)
  const chest = chestPlan(plan)
  const detail = heartDetail(plan)
  const scanner = scannerOf(plan)
  const states = Array.from({ length: plan.phases }, (_, phase) => heartState(plan, phase))
  const size = plan.rows * plan.columns
  const stored = new Int16Array(size * positions.length * plan.phases)
  const labels = new Uint8Array(stored.length)
  const picture = new Float32Array(size)
  positions.forEach((s, slice) => {
    const background = chestSlice(plan, chest, slice, places[slice]!)
    const pixels = heartPixels(plan, places[slice]!, detail, s)
    states.forEach((state, phase) => {
      const from = (phase * positions.length + slice) * size
      picture.set(background)
      paintHeart(picture, pixels, plan, detail, state, s)
      stored.set(acquired(picture, scanner, mixedSeed(plan.seed, 7, slice, phase)), from)
      labelHeart(labels.subarray(from, from + size), pixels, state, s)
    })
  })
  return { shape: [plan.phases, positions.length, plan.rows, plan.columns], stored, labels }
}
