import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { niftiGzBytes } from '#electron/formats/nifti/writeNifti'
import { gaussian, seededRandom } from '#shared/domain/random'
import { tinySide, tinySlices, tinySpacingMm } from './tinyHearts'

/** Pixels of a disc of radius 5. */
export const tinyDiscPixels = 81

/** A data set in nnU-Net's layout: one image a case without ED or ES, a bright disc that is the left atrium. */
export function writeTinyAtria(folder: string, cases: number): void {
  const at = (part: string, name: string) => join(folder, part, `${name}.nii.gz`)
  mkdirSync(join(folder, 'imagesTr'), { recursive: true })
  mkdirSync(join(folder, 'labelsTr'), { recursive: true })
  writeFileSync(
    join(folder, 'dataset.json'),
    JSON.stringify({ channel_names: { 0: 'MRI' }, labels: { background: 0, 'left atrium': 1 } }),
  )
  const shape = [1, tinySlices, tinySide, tinySide] as const
  const grid = { grid: { spacingMm: tinySpacingMm, orientation: null }, unitAffine: true }
  for (let n = 1; n <= cases; n++) {
    const random = seededRandom(n)
    const labels = new Uint8Array(tinySlices * tinySide * tinySide)
    for (let i = 0; i < labels.length; i++) {
      const [x, y] = [i % tinySide, Math.floor(i / tinySide) % tinySide]
      if (Math.hypot(x - 12 - n, y - 16) <= 5) labels[i] = 1
    }
    const image = Float32Array.from(labels, (label) => 100 + 300 * label + 12 * gaussian(random))
    writeFileSync(at('imagesTr', `la_${n}_0000`), niftiGzBytes({ shape, data: image }, grid))
    writeFileSync(at('labelsTr', `la_${n}`), niftiGzBytes({ shape, data: labels }, grid))
  }
}
