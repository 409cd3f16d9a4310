import { gaussian, mixedSeed, seededRandom, uniform } from '#shared/domain/random'
import type { PatientPlan } from './patientPlan'

/** What the scanner adds to a patient's signal: brightness, the coils' uneven reach, noise. */
export interface Scanner {
  /** rows × columns factors about 1. */
  readonly reach: Float32Array
  /** Stored value of blood. */
  readonly brightness: number
  /** SD of the noise in each of the two channels, in units of the blood's signal. */
  readonly noise: number
}

export function scannerOf(plan: PatientPlan): Scanner {
  const random = seededRandom(mixedSeed(plan.seed, 6))
  const brightness = uniform(random, 170, 420)
  const noise = uniform(random, 0.018, 0.038)
  const width = uniform(random, 95, 140)
  const front = uniform(random, 0.5, 1)
  const tilt = uniform(random, -0.12, 0.12)
  const reach = new Float32Array(plan.rows * plan.columns)
  for (let row = 0; row < plan.rows; row++)
    for (let column = 0; column < plan.columns; column++) {
      const x = (column - plan.columns / 2) * plan.pixelMm.x
      const y = (row - plan.rows / 2) * plan.pixelMm.y
      const near = Math.exp(-((x + 120) ** 2 + 0.6 * (y + 5) ** 2) / (2 * width * width))
      reach[row * plan.columns + column] = 0.78 + front * near + tilt * (y / 100)
    }
  return { reach, brightness, noise }
}

const tableBits = 16
let table: Float32Array | null = null

/** Normal numbers drawn once for all: a frame reads them from a place and with a stride of its own. */
function normals(): Float32Array {
  if (table) return table
  const random = seededRandom(20090901)
  table = Float32Array.from({ length: 1 << tableBits }, () => gaussian(random))
  return table
}

/** One frame as stored: coil reach, Rician noise (both channels normal; Gudbjartsson & Patz 1995), rounded. */
export function acquired(signal: Float32Array, scanner: Scanner, seed: number): Int16Array {
  const noise = normals()
  const mask = noise.length - 1
  const random = seededRandom(seed)
  let a = Math.floor(random() * noise.length)
  let b = Math.floor(random() * noise.length)
  const strides = [0, 1].map(() => 2 * Math.floor(random() * 20_000) + 1)
  const [strideA, strideB] = [strides[0]!, strides[1]!]
  const sd = scanner.noise
  const out = new Int16Array(signal.length)
  for (let i = 0; i < signal.length; i++) {
    const real = signal[i]! * scanner.reach[i]! + sd * noise[a]!
    const imaginary = sd * noise[b]!
    a = (a + strideA) & mask
    b = (b + strideB) & mask
    out[i] = Math.round(scanner.brightness * Math.sqrt(real * real + imaginary * imaginary))
  }
  return out
}
