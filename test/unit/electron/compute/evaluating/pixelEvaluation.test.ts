import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { encode } from 'fast-png'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { pixelText } from '#electron/cli/pixelText'
import { pixelEvaluation } from '#electron/compute/evaluating/pixelEvaluation'
import { niftiGzBytes } from '#electron/formats/nifti/writeNifti'

let home: string
beforeAll(() => (home = mkdtempSync(join(tmpdir(), 'septum-s1-'))))
afterAll(() => rmSync(home, { recursive: true }))

const options = { progress: () => undefined, signal: new AbortController().signal }
const png = (data: Uint8Array, width: number): Uint8Array =>
  encode({ width, height: data.length / width, data, channels: 1, depth: 8 })

/** Black is the object, white the rest, as in S1: the matrix is M3's over two images. */
function pairs(): { reference: string; prediction: string } {
  const [reference, prediction] = [join(home, 'reference'), join(home, 'prediction')]
  for (const folder of [reference, prediction]) mkdirSync(folder, { recursive: true })
  const [truth, answer] = [new Uint8Array(10_000).fill(255), new Uint8Array(10_000).fill(255)]
  truth.fill(0, 0, 200)
  answer.fill(0, 40, 200)
  answer.fill(0, 9000, 9060)
  for (const [name, from] of [
    ['first', 0],
    ['second', 5000],
  ] as const) {
    writeFileSync(join(reference, `${name}.png`), png(truth.slice(from, from + 5000), 50))
    writeFileSync(join(prediction, `${name}.png`), png(answer.slice(from, from + 5000), 50))
  }
  return { reference, prediction }
}

test('masks of an object in black are scored over all pixels together (vector M3)', async () => {
  const { reference, prediction } = pairs()
  const { scores, images, missing } = await pixelEvaluation(reference, prediction, options)
  expect({ images, missing }).toEqual({ images: 2, missing: [] })
  expect(scores.classes).toEqual(['0', '255'])
  expect(scores.matrix).toEqual([
    [160, 40],
    [60, 9740],
  ])
  expect(scores.meanIou).toBeCloseTo(0.802611, 6)
  const text = pixelText(scores)
  expect(text).toMatch(/frequency-weighted IoU/)
  expect(text).toMatch(/0\.8026 +0\.8784 +0\.8969 +0\.9823 +0\.9900/)
})

test('volumes count as their slices do; a missing prediction is named, another shape refused', async () => {
  const [reference, prediction] = [join(home, 'volumes'), join(home, 'answers')]
  for (const folder of [reference, prediction]) mkdirSync(folder, { recursive: true })
  const grid = { grid: { spacingMm: { x: 1, y: 1, z: 8 }, orientation: null }, unitAffine: true }
  const volume = (...data: number[]) =>
    niftiGzBytes({ shape: [1, 2, 1, data.length / 2] as const, data: Uint8Array.from(data) }, grid)
  writeFileSync(join(reference, 'a.nii.gz'), volume(0, 3, 3, 0))
  writeFileSync(join(reference, 'b.nii.gz'), volume(0, 3, 3, 0))
  writeFileSync(join(prediction, 'a.nii.gz'), volume(0, 3, 0, 0))
  const { scores, missing } = await pixelEvaluation(reference, prediction, options)
  expect(missing).toEqual(['b'])
  expect(scores.dice[1]).toBeCloseTo(2 / 3, 12)
  writeFileSync(join(prediction, 'b.nii.gz'), volume(0, 3, 0, 0, 1, 1))
  await expect(pixelEvaluation(reference, prediction, options)).rejects.toMatchObject({
    code: 'GEOMETRY_MISMATCH',
  })
})

test('pictures that are no masks, and folders without any, are refused', async () => {
  const [reference, prediction] = [join(home, 'photos'), join(home, 'empty')]
  for (const folder of [reference, prediction]) mkdirSync(folder, { recursive: true })
  writeFileSync(
    join(reference, 'a.png'),
    png(
      Uint8Array.from({ length: 200 }, (_, i) => i),
      20,
    ),
  )
  await expect(pixelEvaluation(reference, prediction, options)).rejects.toMatchObject({
    code: 'FOLDER_EMPTY',
  })
  await expect(pixelEvaluation(reference, reference, options)).rejects.toMatchObject({
    code: 'LABEL_UNKNOWN',
  })
  const nowhere = pixelEvaluation(join(home, 'nowhere'), prediction, options)
  await expect(nowhere).rejects.toMatchObject({ code: 'FOLDER_UNREADABLE' })
})

test('index 255 of an indexed reference is no class, and no pixel of it counts (datasets B1.7); of a grey one it is', async () => {
  const folder = mkdtempSync(join(home, 'voc-'))
  const [reference, prediction] = [join(folder, 'truth'), join(folder, 'answer')]
  for (const each of [reference, prediction]) mkdirSync(each)
  const palette = Array.from({ length: 256 }, (_, i) => [i, i, i])
  const indexed = { width: 2, height: 2, channels: 1, depth: 8, palette } as const
  const truth = { ...indexed, data: Uint8Array.of(0, 1, 255, 255) }
  writeFileSync(join(reference, 'a.png'), encode(truth as unknown as Parameters<typeof encode>[0]))
  writeFileSync(join(prediction, 'a.png'), png(Uint8Array.of(0, 1, 1, 0), 2))
  const { scores } = await pixelEvaluation(reference, prediction, options)
  expect(scores.classes).toEqual(['0', '1'])
  expect(scores.matrix).toEqual([
    [1, 0],
    [0, 1],
  ])
})
