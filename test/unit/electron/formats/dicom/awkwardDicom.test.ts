import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { inspectFile, type InspectedFile } from '#electron/formats/inspectFile'
import { csvRows } from '../../../../fixtures/csvRows'
import { needing, realData } from '../../../../fixtures/realData'

const { missing, because } = needing('awkward-dicom')
const folder = path.join(realData, 'awkward-dicom')
const rows = missing
  ? []
  : csvRows(readFileSync(path.join(folder, 'MANIFEST.csv'), 'utf8')).filter(({ file }) => file)

const inspected = (row: Record<string, string>): Promise<InspectedFile> =>
  inspectFile(path.join(folder, row.file!))

/**
 * Where the reference is wrong, and what is right. The first two are 8-bit pixels in big-endian words, which pydicom 2 did
 * not swap: in the second it took the pad byte for a pixel (minimum 0). Both equal their little-endian twins. The third
 * holds its pixels bare under a compressed transfer syntax; the reference adds numbers that stand nowhere in the file.
 */
const mistaken: Readonly<Record<string, string>> = {
  'pydicomdata__OBXXXX1A_expb.dcm': 'pylibjpeg__OBXXXX1A_rle.dcm',
  'pydicom__SC_rgb_small_odd_big_endian.dcm': 'pydicom__SC_rgb_small_odd.dcm',
  'wearemothership__20-wrong-transfer-syntax.dcm': '',
}

test.skipIf(missing)(
  `files from other programs decode to the reference's pixels, bit for bit where lossless${because}`,
  async () => {
    let lossless = 0
    for (const row of rows.filter(({ status, lossy }) => status === 'decoded' && lossy === 'no')) {
      if (row.file! in mistaken) continue
      expect(await inspected(row), row.file).toMatchObject({ sha1: row.pixel_sha1, rows: Number(row.rows) })
      lossless++
    }
    expect(lossless).toBeGreaterThan(120)
  },
)

test.skipIf(missing)(
  `lossy pictures keep to the reference's darkest, brightest and mean value${because}`,
  async () => {
    let lossy = 0
    for (const row of rows.filter(({ status, lossy }) => status === 'decoded' && lossy === 'yes')) {
      const found = await inspected(row)
      if ('error' in found || !found.values) throw new Error(`${row.file} was refused`)
      expect(Math.abs(found.values.minimum - Number(row.min)), row.file).toBeLessThanOrEqual(2)
      expect(Math.abs(found.values.maximum - Number(row.max)), row.file).toBeLessThanOrEqual(2)
      expect(Math.abs(found.values.mean - Number(row.mean)), row.file).toBeLessThan(0.5)
      lossy++
    }
    expect(lossy).toBeGreaterThan(30)
  },
)

test.skipIf(missing)(
  `where the reference is mistaken, a twin of the file in another encoding decides${because}`,
  async () => {
    for (const [file, twin] of Object.entries(mistaken).filter(([, twin]) => twin)) {
      const right = rows.find((row) => row.file === twin)!.pixel_sha1
      expect(await inspected({ file }), file).toMatchObject({ sha1: right })
    }
  },
)

test.skipIf(missing)(
  `what cannot be decoded is refused with a code that says why, never a crash${because}`,
  async () => {
    for (const row of rows.filter(({ status }) => status !== 'decoded')) {
      const found = await inspected(row)
      if ('error' in found)
        expect(found.error.code, row.file).toMatch(
          /^(FILE_NOT_IMAGE|FILE_TRUNCATED|FILE_MALFORMED|PIXELS_UNSUPPORTED)$/,
        )
    }
  },
)

test.skipIf(missing)(`one slice has the same pixels in every lossless encoding${because}`, async () => {
  const twins = csvRows(readFileSync(path.join(folder, 'same-slice-cc0', 'MANIFEST.csv'), 'utf8'))
  for (const { file, pixel_sha1, lossy } of twins) {
    if (!file || lossy === 'yes') continue
    expect(await inspectFile(path.join(folder, 'same-slice-cc0', file)), file).toMatchObject({
      sha1: pixel_sha1,
    })
  }
})
