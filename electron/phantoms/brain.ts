import { gaussian, mixedSeed, seededRandom, uniform } from '#shared/domain/random'

/** Voxels of FreeSurfer's conformed volume along each axis, 1 mm each. */
export const brainSide = 256

export interface Ellipsoid {
  readonly centre: readonly [i: number, j: number, k: number]
  readonly halfMm: readonly [i: number, j: number, k: number]
}

/** A head with two lateral ventricles, each an ellipsoid: axis i runs from right to left, j downwards, k forwards. */
export interface BrainPlan {
  readonly seed: number
  readonly head: Ellipsoid
  readonly left: Ellipsoid
  readonly right: Ellipsoid
}

export function brainPlan(seed: number): BrainPlan {
  const random = seededRandom(mixedSeed(seed, 31))
  const ventricle = (side: 1 | -1): Ellipsoid => ({
    centre: [127.5 + side * uniform(random, 8.6, 9.4), uniform(random, 118, 124), uniform(random, 128, 134)],
    halfMm: [uniform(random, 7.2, 8.2), uniform(random, 11, 14), uniform(random, 26, 32)],
  })
  return {
    seed,
    head: { centre: [127.5, 122, 130], halfMm: [68, 78, 88] },
    left: ventricle(1),
    right: ventricle(-1),
  }
}

/** Exact area in mm² that a plane across axis i cuts out of an ellipsoid. */
export function sagittalAreaMm2({ centre, halfMm }: Ellipsoid, i: number): number {
  const share = 1 - ((i - centre[0]) / halfMm[0]) ** 2
  return share <= 0 ? 0 : Math.PI * halfMm[1] * halfMm[2] * share
}

/** A test of voxels for one ellipsoid, its squares worked out once an axis. */
function insideOf({ centre, halfMm }: Ellipsoid): (i: number, j: number, k: number) => boolean {
  const [i2, j2, k2] = centre.map((middle, axis) =>
    Float64Array.from({ length: brainSide }, (_, at) => ((at - middle) / halfMm[axis]!) ** 2),
  ) as [Float64Array, Float64Array, Float64Array]
  return (i, j, k) => i2[i]! + j2[j]! + k2[k]! < 1
}

/** FreeSurfer's numbers: white matter, ventricles, and what must not be taken for them. */
const codes = { white: 2, left: 4, right: 43, inferior: 5, third: 14 } as const

/** T1-weighted grey values and aseg labels in file order [k, j, i]. */
export function brainVolumes({ head, left, right, seed }: BrainPlan): {
  readonly image: Uint8Array
  readonly labels: Int32Array
} {
  const size = brainSide ** 3
  const image = new Uint8Array(size)
  const labels = new Int32Array(size)
  const random = seededRandom(mixedSeed(seed, 32))
  const noise = Float32Array.from({ length: 4096 }, () => 5 * gaussian(random))
  const third: Ellipsoid = { centre: [127.5, 140, 126], halfMm: [1.6, 9, 12] }
  const inferior: Ellipsoid = { centre: [left.centre[0], 146, 112], halfMm: [4, 4, 12] }
  const isHead = insideOf(head)
  const parts = [
    [insideOf(left), codes.left],
    [insideOf(right), codes.right],
    [insideOf(third), codes.third],
    [insideOf(inferior), codes.inferior],
  ] as const
  for (let k = 0, at = 0; k < brainSide; k++)
    for (let j = 0; j < brainSide; j++)
      for (let i = 0; i < brainSide; i++, at++) {
        if (!isHead(i, j, k)) continue
        const code = parts.find(([isPart]) => isPart(i, j, k))?.[1] ?? codes.white
        labels[at] = code
        image[at] = (code === codes.white ? 110 : 32) + noise[(at * 2_654_435_761) & 4095]!
      }
  return { image, labels }
}
