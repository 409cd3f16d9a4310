import type { Fingerprint } from './residualUnet.budget'

/** One prepared volume, as far as planning looks at it. */
export interface FingerprintVolume {
  /** [slices, side, side] */
  readonly slices: Float32Array
  readonly labels: Uint8Array
  readonly count: number
  /** Of the source, mm. */
  readonly spacingMm: { readonly x: number; readonly y: number; readonly z: number }
}

export interface ClassIntensity {
  readonly label: number
  readonly pixels: number
  readonly mean: number
  readonly sd: number
}

/** What the training part says of itself (networks.md A9). Plain JSON. */
export interface DataFingerprint {
  readonly volumes: number
  readonly slices: number
  /** Median of the sources, x, y and z, mm. */
  readonly medianSpacingMm: readonly [number, number, number]
  readonly medianSlices: number
  readonly side: number
  /** Grey values after preparation, label by label, 0 = background. */
  readonly intensities: readonly ClassIntensity[]
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0

/** The fingerprint of prepared training volumes with slices of `side` pixels. */
export function dataFingerprint(volumes: readonly FingerprintVolume[], side: number): DataFingerprint {
  const sums = new Map<number, { pixels: number; sum: number; squares: number }>()
  for (const { slices, labels } of volumes)
    labels.forEach((label, i) => {
      const of = sums.get(label) ?? { pixels: 0, sum: 0, squares: 0 }
      of.pixels++
      of.sum += slices[i]!
      of.squares += slices[i]! ** 2
      sums.set(label, of)
    })
  const spacing = (axis: 'x' | 'y' | 'z'): number => median(volumes.map(({ spacingMm }) => spacingMm[axis]))
  return {
    volumes: volumes.length,
    slices: volumes.reduce((sum, { count }) => sum + count, 0),
    medianSpacingMm: [spacing('x'), spacing('y'), spacing('z')],
    medianSlices: median(volumes.map(({ count }) => count)),
    side,
    intensities: [...sums]
      .map(([label, { pixels, sum, squares }]) => {
        const mean = sum / pixels
        return { label, pixels, mean, sd: Math.sqrt(Math.max(0, squares / pixels - mean * mean)) }
      })
      .sort((a, b) => a.label - b.label),
  }
}

/** What a network that reads such slices one by one is planned for; all have one size and one spacing. */
export const slicesFingerprint = (slices: number, side: number, structures: number): Fingerprint => ({
  spacingMm: [1, 1],
  medianShape: [side, side],
  pixels: slices * side * side,
  channels: 1,
  scores: structures + 1,
})
