import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { writeMask } from '#electron/compute/writeMask'
import { preparationContext } from '#electron/compute/preparing/preparationContext'
import { labelledCases } from '#electron/compute/training/labelledCases'
import { openCase } from '#electron/datasets/openCase'
import { decodeNifti } from '#electron/formats/nifti/readNifti'
import { niftiBytes } from '#electron/formats/nifti/writeNifti'
import { Preparation } from '#shared/domain/preparation'
import { prepareLabels, prepareVolume } from '#models/preparation/prepareVolume'
import { restoreProbabilities } from '#models/preparation/restoreLabels'
import { folderWith } from '../../../../fixtures/folders'

const [slices, rows, columns] = [3, 61, 50]
/** An L in each slice, of another size and place: no flip, turn or shift looks the same. */
const letters = Uint8Array.from({ length: slices * rows * columns }, (_, i) => {
  const [x, y, z] = [i % columns, Math.floor(i / columns) % rows, Math.floor(i / (rows * columns))]
  const upright = x >= 8 + z && x < 14 && y >= 9 && y < 40 + z
  return upright || (x >= 8 + z && x < 30 && y >= 34 && y < 40 + z) ? 1 + z : 0
})
const along = [
  [1, 0, 0],
  [-1, 0, 0],
  [0, 1, 0],
  [0, -1, 0],
] as const
const orientations = along.flatMap((row) =>
  along
    .filter((column) => row[0] * column[0] + row[1] * column[1] === 0)
    .map((column) => ({
      row: [...row] as [number, number, number],
      column: [...column] as [number, number, number],
      normal: [0, 0, row[0] * column[1] - row[1] * column[0]] as [number, number, number],
      originMm: [12, -30, 7] as [number, number, number],
    })),
)

test.each(orientations)(
  'labels come through import, preparation, a perfect network and export where they were: rows along $row, columns along $column (U13)',
  async (orientation) => {
    const grid = { spacingMm: { x: 1.5, y: 1.5, z: 8 }, orientation }
    const shape = [1, slices, rows, columns] as const
    const label = niftiBytes({ shape, data: letters }, { grid })
    const image = niftiBytes({ shape, data: Int16Array.from(letters, (value) => 100 + 50 * value) }, { grid })
    const folder = folderWith({
      'patient001/Info.cfg': 'ED: 1\nES: 2\nGroup: NOR\nNbFrame: 2\n',
      'patient001/patient001_frame01.nii': image,
      'patient001/patient001_frame01_gt.nii': label,
      'patient001/patient001_frame02.nii': image,
      'patient001/patient001_frame02_gt.nii': label,
    })
    const [source] = await labelledCases(folder, 'acdc', new AbortController().signal)
    const reader = await openCase(source!)
    for (const given of [
      { preset: 'C6' },
      { preset: 'C5', mode: 'faithful' },
      { spacingMm: 1.5, side: 48 },
    ]) {
      const preparation = Preparation.parse(given)
      const known = (await reader.labels(0))!
      const context = preparationContext(reader, { labels: known, phase: 0 })
      const { record } = prepareVolume(await reader.volume(0), reader.opened.grid, preparation, context)
      const { labels } = prepareLabels(known, record)
      const sure = Float32Array.from({ length: 3 * labels.length }, (_, i) =>
        labels[Math.floor(i / 3)] === 1 + (i % 3) ? 1 : 0,
      )
      const file = join(folder, 'out.nii.gz')
      await writeMask(file, restoreProbabilities(sure, record, 3), reader, 0)
      const back = decodeNifti(new Uint8Array(readFileSync(file)), file)
      if ('preset' in given && given.preset === 'C5') {
        // Resampled to 1 mm and back, nearest: all but the outermost pixels.
        const same = letters.filter((value, i) => value > 0 && back.data[i] === value).length
        expect(
          (2 * same) / (letters.filter(Boolean).length + back.data.filter(Boolean).length),
        ).toBeGreaterThan(0.9)
      } else expect(Array.from(back.data).findIndex((value, i) => value !== letters[i])).toBe(-1)
    }
    reader.close()
  },
)
