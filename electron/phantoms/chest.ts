import { mixedSeed, seededRandom, uniform } from '#shared/domain/random'
import { heartSection, heartState, leftHeart } from './heart'
import type { PatientPlan } from './patientPlan'
import type { Placement } from './placement'
import { sectionRadiusMm } from './roundBody'
import { slicePositions } from './slicePositions'
import { smoothNoise } from './smoothNoise'
import { softened } from './softened'
import { tissue } from './tissue'

/** Depths and places in one patient's chest, mm from the LV's axis at rest: x right (towards the back), y down. */
interface ChestPlan {
  readonly seed: number
  readonly wallX: number
  readonly muscleMm: number
  readonly fatMm: number
  readonly backX: number
  readonly backFatMm: number
  readonly diaphragmY: number
  readonly slope: number
  readonly aorta: { readonly x: number; readonly y: number; readonly r: number }
  readonly stomachX: number
  /** How far the trunk leans, mm to the right for each mm up. */
  readonly lean: number
}

/** Draws the chest around one heart: fat and muscle of the wall in front, lung, diaphragm, liver, spleen, aorta, back. */
export function chestPlan(plan: PatientPlan): ChestPlan {
  const random = seededRandom(mixedSeed(plan.seed, 2))
  const state = heartState(plan, 0)
  const middle = heartSection(state, 25)
  return {
    seed: mixedSeed(plan.seed, 3),
    wallX: -(middle.rvMm + middle.rvOffsetMm + uniform(random, 8, 16)),
    muscleMm: uniform(random, 11, 17),
    fatMm: uniform(random, 7, 24),
    backX: middle.outerMm + uniform(random, 48, 66),
    backFatMm: uniform(random, 6, 16),
    diaphragmY: middle.outerMm + uniform(random, 4, 11),
    slope: uniform(random, -0.1, 0.16),
    aorta: {
      x: middle.outerMm + uniform(random, 12, 22),
      y: uniform(random, 20, 38),
      r: uniform(random, 9, 12.5),
    },
    stomachX: uniform(random, 14, 38),
    lean: uniform(random, -0.14, 0.1),
  }
}

const over = (edge: number): number => (edge <= -0.5 ? 0 : edge >= 0.5 ? 1 : edge + 0.5)
const mix = (below: number, above: number, cover: number): number => below + (above - below) * cover

/** Signal around the heart on one slice, rows × columns, in units of the blood's signal. It rests over the cycle. */
export function chestSlice(
  plan: PatientPlan,
  chest: ChestPlan,
  slice: number,
  place: Placement,
): Float32Array {
  const out = new Float32Array(plan.rows * plan.columns)
  const s = slicePositions(plan)[slice]!
  const outer = sectionRadiusMm(leftHeart(plan, 0).outer, Math.max(2, s))
  const lower = Math.min(0, outer + 5 - chest.diaphragmY)
  const px = (plan.pixelMm.x + plan.pixelMm.y) / 2
  for (let row = 0; row < plan.rows; row++)
    for (let column = 0; column < plan.columns; column++) {
      const x = (column - (plan.columns - 1) / 2) * plan.pixelMm.x - place.restMm.x
      const y = (row - (plan.rows - 1) / 2) * plan.pixelMm.y - place.restMm.y
      out[row * plan.columns + column] = chestAt(chest, x + chest.lean * y, y, s, lower, place.breathMm.y, px)
    }
  return softened(out, plan.rows, plan.columns, 2)
}

function chestAt(
  chest: ChestPlan,
  x: number,
  y: number,
  s: number,
  lower: number,
  breath: number,
  px: number,
): number {
  const { seed } = chest
  const rough = smoothNoise(seed, x / 17 + s / 40, y / 17)
  const fine = smoothNoise(seed + 1, x / 5 + s / 9, y / 5)

  // Lung with its vessels: rare bright spots, thinner towards the edge.
  const spot = smoothNoise(seed + 2, x / 6 + s / 7, y / 6)
  let value = tissue.lung + 0.03 * rough + (spot > 0.62 ? 2.2 * (spot - 0.62) : 0)

  // Under the diaphragm, which rides with the breath: liver to the front, stomach and spleen to the back, bowel below.
  const dome = chest.diaphragmY + lower * 0.9 + chest.slope * x + 0.0016 * x * x + 2 * rough + breath
  const deep = y - dome
  if (deep > -2 * px)
    value = mix(value, abdomenAt(chest, x, y - breath, deep, s, rough, fine), over(deep / px))

  // Descending aorta in front of the spine, in soft tissue.
  const toAorta = Math.hypot(x - chest.aorta.x, y - chest.aorta.y)
  value = mix(value, tissue.muscle + 0.05 * fine, over((chest.aorta.r + 7 + 4 * rough - toAorta) / px))
  value = mix(value, 0.92 + 0.05 * rough, over((chest.aorta.r - toAorta) / px))

  // The wall in front and the back: ribs and muscle, then fat under the skin, then air.
  const front =
    chest.wallX + 0.0021 * (y + 8) ** 2 * (y < -8 ? 1 : 0.35) + 2.5 * smoothNoise(seed + 4, y / 28, s / 30)
  const back = chest.backX - 0.0012 * (y + 20) ** 2 + 4 * smoothNoise(seed + 5, y / 24, s / 30)
  value = wall(
    value,
    front - x,
    chest.muscleMm,
    chest.fatMm * (1 + 0.012 * Math.max(0, y)),
    px,
    seed,
    y,
    fine,
  )
  return wall(value, x - back, chest.muscleMm * 1.5, chest.backFatMm, px, seed + 9, y, fine)
}

function wall(
  value: number,
  depth: number,
  muscle: number,
  fat: number,
  px: number,
  seed: number,
  y: number,
  fine: number,
): number {
  if (depth < -px) return value
  // Ribs show as grey marrow between dark rims, one every 26 mm or so; fat is crossed by fine dark sheets.
  const rib = smoothNoise(seed + 6, y / 13 + depth / 90, depth / 60)
  const bone = rib > 0.3 ? 0.14 : rib > 0.16 ? -0.13 : 0
  const sheet = Math.abs(smoothNoise(seed + 7, y / 19, depth / 9)) < 0.05 ? 0.72 : 1
  const shade = 0.92 + 0.1 * smoothNoise(seed + 8, y / 31, depth / 23)
  const flesh = tissue.muscle * shade + 0.08 * fine + bone
  let out = mix(value, Math.max(0.06, flesh), over(depth / px))
  out = mix(out, tissue.fat * shade * sheet * (1 + 0.06 * fine), over((depth - muscle) / px))
  return mix(out, 0, over((depth - muscle - fat) / px))
}

function abdomenAt(
  chest: ChestPlan,
  x: number,
  y: number,
  deep: number,
  s: number,
  rough: number,
  fine: number,
): number {
  const { seed } = chest
  const border = x - chest.stomachX - 0.3 * deep + 8 * rough
  const vessel = smoothNoise(seed + 7, x / 8 + s / 11, y / 8)
  const liver = tissue.liver + 0.035 * fine + (vessel > 0.55 ? 0.3 * (vessel - 0.45) : 0)
  const spleen = tissue.spleen + 0.12 * rough + 0.05 * fine
  let out = border < 0 ? liver : spleen
  // Where water meets fat the signals cancel: a dark line round every organ.
  if (Math.abs(border) < 2) out *= 0.4
  if (deep < 2.5) out = mix(0.5, out, deep / 2.5)
  const bowel = deep - 52 - 14 * rough
  if (bowel > 0) {
    const loop = smoothNoise(seed + 8, x / 14 + s / 25, y / 14)
    out =
      Math.abs(loop) < 0.07 ? 0.15 : loop > 0 ? tissue.fat * (0.62 + 0.2 * fine) : tissue.liver + 0.2 * fine
  }
  return out
}
