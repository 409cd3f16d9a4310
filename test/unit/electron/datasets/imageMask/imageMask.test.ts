import { ignoredLabel, isStructure } from '#shared/domain/structures'
import { readFileSync } from 'node:fs'
import { encode } from 'fast-png'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { filledLines, isThinLine, maskValues, objectValue } from '#electron/datasets/imageMask/maskValues'
import { groupKey, paired } from '#electron/datasets/imageMask/pairing'
import { inspectDataset } from '#electron/datasets/inspectDataset'
import { openCase } from '#electron/datasets/openCase'
import { scanFolder } from '#electron/datasets/scanFolder'
import { readPicture } from '#electron/formats/readPicture'
import { makePhantoms } from '#electron/phantoms/makePhantoms'
import type { CaseSource, Refusal } from '#shared/domain/study'
import { folderWith } from '../../../../fixtures/folders'

const side = 20
/** A grey picture of `side` × `side`: what `value` says of each pixel. */
const png = (value: (x: number, y: number) => number, channels = 1): Uint8Array =>
  encode({
    width: side,
    height: side,
    channels,
    data: Uint8Array.from({ length: side * side * channels }, (_, i) => {
      const pixel = Math.floor(i / channels)
      return value(pixel % side, Math.floor(pixel / side))
    }),
  })
const disc = (x: number, y: number) => Math.hypot(x - 9, y - 9) <= 4
const discPixels = 49
const image = png((x, y) => (disc(x, y) ? 200 : 60))
const white = png((x, y) => (disc(x, y) ? 255 : 0))
const black = png((x, y) => (disc(x, y) ? 0 : 255))

async function scanned(folder: string): Promise<{ cases: CaseSource[]; refused: Refusal[] }> {
  const cases: CaseSource[] = []
  const refused: Refusal[] = []
  await scanFolder(folder, {
    onCase: (source) => cases.push(source),
    onRefusal: (refusal) => refused.push(refusal),
    onProgress: () => undefined,
  })
  return { cases, refused }
}

describe('phantom pictures with masks (datasets B1.7, S1)', () => {
  test('the object is black on white, is found, and has its pixels within 2 %; millimetres are not claimed (X13)', async () => {
    const folder = folderWith()
    const made = await makePhantoms({ layout: 'image-mask', patients: 1, seed: 3, out: folder })
    const [truth] = (
      JSON.parse(readFileSync(made.truth, 'utf8')) as {
        cases: { pictures: { id: string; objectPx: number }[] }[]
      }
    ).cases
    const { layout, cases } = await inspectDataset(folder)
    expect([layout, cases.length]).toEqual(['image-mask', truth!.pictures.length])
    let [found, known] = [0, 0]
    for (const { id, objectPx } of truth!.pictures) {
      const one = cases.find((each) => each.id === id)!
      expect(one.volumesMl).toEqual({ ed: {}, es: {}, still: {} })
      expect(one.problems).toEqual([])
      found += one.pixels!.object!
      known += objectPx
    }
    expect(Math.abs(found / known - 1)).toBeLessThan(0.01)
    const { cases: sources } = await scanned(folder)
    expect(new Set(sources.map(({ patientId }) => patientId))).toEqual(new Set(['heart001']))
    const { opened } = await openCase(sources[0]!)
    expect(opened.warnings.map(({ code }) => code)).toContain('UNCALIBRATED')
  })
})

describe('folders of images and masks', () => {
  test.each([
    ['side by side', 'images/a.png', 'masks/a.png'],
    ['by VOC’s names', 'JPEGImages/a.png', 'SegmentationClass/a.png'],
    ['in a part of the data set', 'train/images/a.png', 'train/masks/a.png'],
    ['with parts below', 'images/train/a.png', 'masks/train/a.png'],
    ['with a suffix in one folder', 'a.png', 'a_mask.png'],
    ['with a suffix in the middle, as S3 exports', 'a_slice110.png', 'a_seg_slice110.png'],
    ['with a suffix in capitals', 'imgs/a.png', 'labels/a_GT.png'],
  ])('%s are paired', async (_, imageFile, maskFile) => {
    const { cases, refused } = await scanned(folderWith({ [imageFile]: image, [maskFile]: white }))
    expect(refused).toEqual([])
    expect(cases).toMatchObject([{ layout: 'image-mask', labelled: ['object'], problems: [] }])
    const reader = await openCase(cases[0]!)
    expect((await reader.labels(0))!.filter((label) => label > 0)).toHaveLength(discPixels)
  })

  test('files without a partner are listed and skipped, pictures without masks are nobody’s', async () => {
    const files = { 'd/images/a.png': image, 'd/masks/a.png': white, 'd/images/b.png': image }
    const { cases, refused } = await scanned(folderWith({ ...files, 'holiday/sea.png': image }))
    expect(cases.map(({ name }) => name)).toEqual(['a'])
    expect(refused).toMatchObject([{ code: 'CASE_INCOMPLETE', file: expect.stringContaining('b.png') }])
  })

  test('an inverted mask has its dark value as the object (rule auto)', async () => {
    const { cases } = await scanned(folderWith({ 'images/a.png': image, 'masks/a.png': black }))
    const reader = await openCase(cases[0]!)
    const labels = (await reader.labels(0))!
    expect(labels.filter((label) => label > 0)).toHaveLength(discPixels)
    expect(labels[0]).toBe(0)
  })

  test('lists of stems say the part, and folders do too', async () => {
    const pair = (stem: string) => ({ [`images/${stem}.png`]: image, [`masks/${stem}.png`]: white })
    const { cases } = await scanned(
      folderWith({ ...pair('a'), ...pair('b'), 'train.txt': 'a\n', 'val.txt': 'b.png\r\n' }),
    )
    expect(cases.map(({ name, part }) => [name, part])).toEqual([
      ['a', 'train'],
      ['b', 'validation'],
    ])
  })

  test('more than two values ask a person, and label nothing until then (R-DS-2)', async () => {
    const three = png((x, y) => (disc(x, y) ? 2 : y > 15 ? 7 : 0))
    const { cases } = await scanned(folderWith({ 'images/a.png': image, 'masks/a.png': three }))
    expect(cases[0]).toMatchObject({ labelled: [] })
    expect(cases[0]!.problems).toEqual([
      'The masks hold the values 0, 2, 7, and nobody has said what they mean.',
    ])
    const reader = await openCase(cases[0]!)
    expect(await reader.labels(0)).toBeNull()
    expect(reader.labelledRegions(0)).toEqual([])
  })

  test('a mask of another size is a problem of its case alone', async () => {
    const small = encode({ width: 4, height: 4, channels: 1, data: new Uint8Array(16) })
    const files = { 'images/a.png': image, 'masks/a.png': white, 'images/b.png': image, 'masks/b.png': small }
    const { cases } = await inspectDataset(folderWith(files))
    expect(cases.map(({ problems }) => problems.length)).toEqual([0, 1])
    expect(cases[1]!.problems[0]).toContain('4 × 4')
  })

  test('colours are values, and equal channels are grey', async () => {
    const red = encode({
      width: 2,
      height: 1,
      channels: 3,
      data: Uint8Array.from([255, 0, 0, 0, 0, 0]),
    })
    const folder = folderWith({ 'images/a.png': image, 'masks/a.png': red })
    expect([...maskValues(await readPicture(`${folder}/masks/a.png`), false).counts]).toEqual([
      [0, 1],
      [0xff0000, 1],
    ])
    expect(
      maskValues({ columns: 1, rows: 1, channels: 3, data: Uint8Array.of(7, 7, 7), palette: null }, false),
    ).toMatchObject({ kind: 'grey', values: Int32Array.of(7) })
  })

  test('palette masks give indices, and their index 255 is to be ignored, which a warning says (datasets B1.7)', async () => {
    const palette = Array.from({ length: 256 }, (_, i) => [i, 255 - i, 0])
    const data = Uint8Array.from({ length: side * side }, (_, i) => (i < 40 ? 255 : i < 100 ? 15 : 0))
    const mask = encode({ width: side, height: side, channels: 1, data, palette } as Parameters<
      typeof encode
    >[0])
    const { cases } = await scanned(folderWith({ 'images/a.png': image, 'masks/a.png': mask }))
    const reader = await openCase(cases[0]!)
    const labels = (await reader.labels(0))!
    expect(labels.filter(isStructure)).toHaveLength(60)
    expect(labels.filter((label) => label === ignoredLabel)).toHaveLength(40)
    const percent = ((100 * 40) / side ** 2).toFixed(1)
    expect(reader.opened.warnings).toContainEqual({
      code: 'IGNORED_PIXELS',
      text: `${percent} % of the mask is not labelled: it counts neither in training nor in scores.`,
    })
  })

  test('pictures of one, two and four bits a pixel are unpacked', async () => {
    const bits = encode({
      width: 10,
      height: 2,
      channels: 1,
      depth: 1,
      data: Uint8Array.of(0b10100000, 0b01000000, 0b11111111, 0b11000000),
    })
    const folder = folderWith({ 'a.png': bits })
    expect([...(await readPicture(`${folder}/a.png`)).data]).toEqual([
      ...[1, 0, 1, 0, 0, 0, 0, 0, 0, 1],
      ...[1, 1, 1, 1, 1, 1, 1, 1, 1, 1],
    ])
  })
})

describe('masks that are lines', () => {
  const ring = (x: number, y: number) => Math.abs(Math.hypot(x - 9, y - 9) - 6) < 0.75
  test('are noticed, and what they enclose can be filled (fill_contour)', async () => {
    const line = png((x, y) => (ring(x, y) ? 255 : 0))
    const { cases } = await scanned(folderWith({ 'images/a.png': image, 'masks/a.png': line }))
    expect(cases[0]!.problems).toEqual([
      'The masks are thin lines; what they enclose can be filled in the label dialog.',
    ])
    const labels = Uint8Array.from({ length: side * side }, (_, i) =>
      ring(i % side, Math.floor(i / side)) ? 9 : 0,
    )
    const filled = filledLines(labels, side, side, 9)
    expect(filled[9 * side + 9]).toBe(9)
    expect(filled[0]).toBe(0)
    expect(
      isThinLine(
        { ...maskValues({ columns: side, rows: side, channels: 1, data: filled, palette: null }, false) },
        9,
      ),
    ).toBe(false)
  })
})

describe('what holds for every mask', () => {
  const grey = fc.uint8Array({ minLength: 36, maxLength: 36 })
  test('its counts add up to its pixels, and its values are those of the file', () => {
    fc.assert(
      fc.property(grey, (data) => {
        const mask = maskValues({ columns: 6, rows: 6, channels: 1, data, palette: null }, false)
        expect([...mask.counts.values()].reduce((sum, count) => sum + count, 0)).toBe(36)
        expect([...mask.values]).toEqual([...data])
        expect([...mask.counts.keys()]).toEqual([...new Set(data)].sort((a, b) => a - b))
      }),
    )
  })
  test('of two values the object is the dark one only where dark is the smaller part', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 999 }), (dark) => {
        const counts = new Map([
          [0, dark],
          [255, 1000 - dark],
        ])
        expect(objectValue(counts)).toBe(dark < 500 ? 0 : 255)
      }),
    )
    expect(objectValue(new Map([[0, 5]]))).toBeNull()
  })
  test('filling never takes a pixel away, and what touches the border stays background', () => {
    fc.assert(
      fc.property(fc.uint8Array({ min: 0, max: 1, minLength: 49, maxLength: 49 }), (data) => {
        const filled = filledLines(data, 7, 7, 1)
        data.forEach((value, i) => value && expect(filled[i]).toBe(1))
        for (let i = 0; i < 7; i++) expect(filled[i]).toBe(data[i])
      }),
    )
  })
})

test('slices and frames of one patient share a group, other pictures have their own', () => {
  expect(['p1_slice03', 'p1_slice04', 'p1-frame7'].map(groupKey)).toEqual(['p1', 'p1', 'p1'])
  expect(['scan_12', 'case12', '0001'].map(groupKey)).toEqual(['scan_12', 'case12', '0001'])
  expect(paired(['/d/images/a.png', '/e/masks/a.png']).pairs).toEqual([])
})
