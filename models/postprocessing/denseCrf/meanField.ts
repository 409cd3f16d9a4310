import type { DenseCrfOptions } from '#shared/domain/denseCrf'
import { BilateralGrid } from './bilateralGrid'
import { SpatialGaussian } from './spatialGaussian'

/** The least probability: a network's nought is not taken as a certainty. */
export const leastProbability = 1e-5

interface Kernel {
  readonly filter: (given: Float32Array, out: Float32Array) => void
  /** Weight of the kernel between neighbours, per pixel and pixel: w · n_i · k(i, j) · n_j. */
  readonly weight: number
  /** n_i = 1/√(Σ_j k(i, j)). */
  readonly norm: Float32Array
  /** k(i, i). */
  readonly own: Float32Array
}

/**
 * Probabilities of one slice after mean-field inference in a fully connected CRF with Potts compatibility and a smoothness
 * and an appearance kernel.
 *
 * Source  Krähenbühl & Koltun, NIPS 2011, alg. 1 and eq. 3; a pixel sends itself no message, as there
 * Differs kernels are divided by √(Σ_j k(i, j)) on both sides, as in the authors' program, for which the published weights
 *         (datasets F9) were searched
 * In      `probabilities` [classes, rows, columns], which sum to one in each pixel; `grey` [rows, columns], 0 to 255
 * Out     [classes, rows, columns]
 *
 * `pause` is awaited after each iteration: others may have their turn, or it throws to end the work.
 */
export async function meanField(
  probabilities: readonly Float32Array[],
  grey: Uint8Array,
  rows: number,
  columns: number,
  options: DenseCrfOptions,
  pause: () => Promise<void> = () => Promise.resolve(),
): Promise<readonly Float32Array[]> {
  const smoothness = new SpatialGaussian(rows, columns, options.smoothnessPx)
  const appearance = new BilateralGrid(grey, rows, columns, options.appearancePx, options.appearanceGrey)
  const kernels = [
    kernelOf(smoothness, options.smoothnessWeight, grey.length),
    kernelOf(appearance, options.appearanceWeight, grey.length),
  ].filter(({ weight }) => weight > 0)
  const logs = probabilities.map((plane) => plane.map((p) => Math.log(Math.max(p, leastProbability))))
  let now: readonly Float32Array[] = probabilities
  for (let iteration = 0; iteration < options.iterations; iteration++) {
    const energy = logs.map((plane) => plane.slice())
    for (const [label, plane] of energy.entries())
      for (const kernel of kernels) addMessage(plane, now[label]!, kernel)
    now = softmax(energy)
    await pause()
  }
  return now
}

function kernelOf(filter: BilateralGrid | SpatialGaussian, weight: number, pixels: number): Kernel {
  const norm = new Float32Array(pixels).fill(1)
  filter.filter(norm, norm)
  for (let i = 0; i < pixels; i++) norm[i] = 1 / Math.sqrt(norm[i]!)
  return { filter: (given, out) => filter.filter(given, out), weight, norm, own: filter.own() }
}

/** Under Potts a label loses what the others are told; but for what all of them lose, it wins what itself is told. */
function addMessage(energy: Float32Array, now: Float32Array, { filter, weight, norm, own }: Kernel): void {
  const message = now.map((value, i) => value * norm[i]!)
  filter(message, message)
  for (let i = 0; i < energy.length; i++)
    energy[i]! += weight * norm[i]! * (message[i]! - own[i]! * norm[i]! * now[i]!)
}

function softmax(planes: Float32Array[]): Float32Array[] {
  for (let i = 0; i < planes[0]!.length; i++) {
    let most = -Infinity
    for (const plane of planes) most = Math.max(most, plane[i]!)
    let sum = 0
    for (const plane of planes) sum += plane[i] = Math.exp(plane[i]! - most)
    for (const plane of planes) plane[i]! /= sum
  }
  return planes
}
