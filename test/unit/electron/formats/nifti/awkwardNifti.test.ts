import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { inspectFile } from '#electron/formats/inspectFile'
import { readVolume, readVolumeHeader } from '#electron/formats/volume/readVolume'
import { csvRows } from '../../../../fixtures/csvRows'
import { needing, realData } from '../../../../fixtures/realData'

const { missing, because } = needing('awkward-nifti')
const folder = path.join(realData, 'awkward-nifti')
const rows = missing
  ? []
  : csvRows(readFileSync(path.join(folder, 'MANIFEST.csv'), 'utf8')).filter(({ file }) => file)
const inspected = (file: string) => inspectFile(path.join(folder, file))

test.skipIf(missing)(
  `volumes from other programs have the reference's voxels, bit for bit${because}`,
  async () => {
    let alike = 0
    // MINC is netCDF or HDF5: it is refused.
    for (const row of rows.filter(({ status, file }) => status === 'decoded' && !/\.mnc$/.test(file!))) {
      expect(await inspected(row.file!), row.file).toMatchObject({ sha1: row.voxel_sha1 })
      alike++
    }
    expect(alike).toBeGreaterThan(100)
  },
)

test.skipIf(missing)(
  `slope and intercept give the reference's darkest and brightest value${because}`,
  async () => {
    let scaled = 0
    for (const row of rows.filter(({ slope_applied }) => slope_applied && slope_applied !== '1.0')) {
      const { data, slope, intercept } = await readVolume(path.join(folder, row.file!))
      const ends = [...new Set(data)].map((value) => value * slope + intercept)
      expect(Math.min(...ends), row.file).toBeCloseTo(Number(row.min_scaled), 3)
      expect(Math.max(...ends), row.file).toBeCloseTo(Number(row.max_scaled), 3)
      scaled++
    }
    expect(scaled).toBeGreaterThan(5)
  },
)

test.skipIf(missing)(
  `one heart stands at the same place in NIfTI and FreeSurfer's format${because}`,
  async () => {
    const nifti = (await readVolumeHeader(path.join(folder, 'derived/base.nii'))).orientation!
    for (const name of ['mgh_i2.mgh', 'mgh_i2.mgz', 'mgh_f4.mgz', 'mgh_u1.mgz']) {
      const { orientation } = await readVolumeHeader(path.join(folder, 'derived', name))
      for (const part of ['row', 'column', 'normal', 'originMm'] as const)
        orientation![part].forEach((value, i) =>
          expect(value, `${name} ${part}`).toBeCloseTo(nifti[part][i]!, 2),
        )
    }
  },
)

test.skipIf(missing)(
  `what cannot be read is refused with a code that says why, never a crash${because}`,
  async () => {
    for (const { file } of rows.filter(
      ({ status }) => status !== 'decoded' && status !== 'header of a pair',
    )) {
      const found = await inspected(file!)
      if ('error' in found)
        expect(found.error.code, file).toMatch(
          /^(FILE_(NOT_IMAGE|TRUNCATED|MALFORMED|UNREADABLE)|PIXELS_UNSUPPORTED)$/,
        )
    }
  },
)
