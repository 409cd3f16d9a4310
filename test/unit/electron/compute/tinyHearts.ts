import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { niftiGzBytes } from '#electron/formats/nifti/writeNifti'
import { gaussian, seededRandom } from '#shared/domain/random'

export const tinySide = 32
export const tinySlices = 3
export const tinySpacingMm = { x: 4, y: 4, z: 10 }

/** Labels of one slice: an LV disc in a ring of myocardium, an RV disc beside it; `radius` of the cavity in pixels. */
function tinyLabels(radius: number): Uint8Array {
  const labels = new Uint8Array(tinySlices * tinySide * tinySide)
  for (let i = 0; i < labels.length; i++) {
    const x = i % tinySide
    const y = Math.floor(i / tinySide) % tinySide
    const fromLv = Math.hypot(x - 19, y - 16)
    if (fromLv <= radius) labels[i] = 3
    else if (fromLv <= radius + 3) labels[i] = 2
    else if (Math.hypot(x - 8, y - 16) <= 4) labels[i] = 1
  }
  return labels
}

/** Bright cavities in a dark wall on grey, with noise: what a network can learn in seconds. */
function tinyImage(labels: Uint8Array, seed: number): Float32Array {
  const random = seededRandom(seed)
  const brightness = [100, 300, 40, 420]
  return Float32Array.from(labels, (label) => brightness[label]! + 12 * gaussian(random))
}

/** A data set in ACDC's layout: patients 001, 002, … with a 3-slice heart that beats between frames 1 and 2. */
export function writeTinyHearts(folder: string, patients: number): void {
  for (let n = 1; n <= patients; n++) {
    const name = `patient${String(n).padStart(3, '0')}`
    const home = join(folder, name)
    mkdirSync(home, { recursive: true })
    const group = n % 2 ? 'NOR' : 'DCM'
    writeFileSync(join(home, 'Info.cfg'), `ED: 1\nES: 2\nGroup: ${group}\nNbFrame: 2\n`)
    for (const [frame, radius] of [
      [1, 6],
      [2, 4],
    ] as const) {
      const labels = tinyLabels(radius)
      const shape = [1, tinySlices, tinySide, tinySide] as const
      const grid = { grid: { spacingMm: tinySpacingMm, orientation: null }, unitAffine: true }
      const at = (ending: string) => join(home, `${name}_frame0${frame}${ending}.nii.gz`)
      writeFileSync(at(''), niftiGzBytes({ shape, data: tinyImage(labels, 10 * n + frame) }, grid))
      writeFileSync(at('_gt'), niftiGzBytes({ shape, data: labels }, grid))
    }
  }
}

/** A run over tiny hearts that takes a second or two; `more` goes over it. */
export const tinyExperiment = (folder: string, training: object = {}) => ({
  schema: 'septum-experiment/1',
  name: 'tiny hearts',
  data: { folder, split: { train: 2, validation: 1, test: 1, seed: 1 } },
  preparation: { spacingMm: null, side: tinySide },
  network: { baseFilters: 4, depth: 2, dropout: 0.1 },
  training: { epochs: 3, batch: 4, learningRate: 0.01, seed: 5, ...training },
})
