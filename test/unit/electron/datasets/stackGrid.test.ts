import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { stackFrames, type StackFrame } from '#electron/datasets/stackFrame'
import { StackGroups } from '#electron/datasets/stackGroups'
import { stackGrid } from '#electron/datasets/stackGrid'
import { decodeDicom } from '#electron/formats/dicom/readDicom'
import { dicomFile, placed, type Attributes } from '../../../fixtures/dicomFiles'

/** A cine of `slices` × `phases` frames, slices `pitchMm` apart, the first one on top; images numbered slice by slice. */
function cine(slices: number, phases: number, pitchMm = 10, without: readonly number[] = []): StackFrame[] {
  const frames: StackFrame[] = []
  for (let slice = 0; slice < slices; slice++)
    for (let phase = 0; phase < phases; phase++) {
      const instance = slice * phases + phase + 1
      if (without.includes(instance)) continue
      const more = placed({ zMm: 200 - pitchMm * slice, triggerMs: 40 * phase, instance })
      const file = `${instance}.dcm`
      frames.push(...stackFrames(file, decodeDicom(dicomFile({ more }), file).header))
    }
  return frames
}
const instances = (frames: StackFrame[]) =>
  stackGrid(frames).places.map((slice) => slice.map((frame) => frame?.header.instance ?? null))
const codes = (frames: StackFrame[]) => stackGrid(frames).warnings.map(({ code }) => code)

describe('a cine series', () => {
  test('becomes a slice × phase grid, spaced as its positions are and not as it is thick (X10)', () => {
    const { grid, warnings } = stackGrid(cine(4, 3))
    expect(grid).toMatchObject({
      slices: 4,
      phases: 3,
      rows: 3,
      columns: 4,
      spacingMm: { x: 1.25, y: 1.5, z: 10 },
    })
    expect(grid.phaseTimesMs).toEqual([0, 40, 80])
    expect(grid.orientation).toEqual({
      row: [1, 0, 0],
      column: [0, 1, 0],
      normal: [0, 0, -1],
      originMm: [-100, -100, 200],
    })
    expect(warnings).toEqual([])
  })
  test('is the same grid in whatever order its files come (X9)', () => {
    const frames = cine(3, 4)
    const order = instances(frames)
    expect(order).toEqual([
      [1, 2, 3, 4],
      [5, 6, 7, 8],
      [9, 10, 11, 12],
    ])
    fc.assert(
      fc.property(fc.shuffledSubarray(frames, { minLength: 12 }), (shuffled) => {
        expect(instances(shuffled)).toEqual(order)
      }),
    )
  })
  test('with a slice gone names the gap, and joins nothing silently (X11)', () => {
    const gone = cine(5, 2, 10, [5, 6])
    expect(stackGrid(gone).grid.spacingMm.z).toBe(10)
    expect(stackGrid(gone).warnings).toEqual([
      {
        code: 'SLICE_GAP',
        text: 'Slices 2 and 3 are 20.0 mm apart, the others 10.0 mm: 1 slice is missing between them.',
      },
    ])
  })
  test('with uneven steps says so (X11)', () => {
    const uneven = [0, 10, 20, 33].flatMap((zMm, slice) =>
      stackFrames(
        `${slice}.dcm`,
        decodeDicom(dicomFile({ more: placed({ zMm: 100 - zMm, instance: slice + 1 }) }), 'a').header,
      ),
    )
    expect(codes(uneven)).toEqual(['SPACING_UNEVEN'])
  })
  test('with an image there twice leaves the copy out and says so (X11)', () => {
    const frames = cine(3, 2)
    const twice = [...frames, { ...frames[2]!, file: 'copy of 3.dcm' }]
    expect(codes(twice)).toEqual(['DUPLICATES'])
    expect(instances(twice)).toEqual(instances(frames))
  })
  test('with an image gone leaves its place empty and keeps the others at their phases (X11)', () => {
    const frames = cine(3, 4, 8, [6])
    expect(codes(frames)).toEqual(['FRAMES_MISSING'])
    expect(instances(frames)[1]).toEqual([5, null, 7, 8])
  })
  test('without positions stays in the order of its numbers, with orientation unknown', () => {
    const bare = [2, 1, 3].flatMap((instance) => {
      const more = {
        0x00200013: ['IS', String(instance)] as const,
        0x00080018: ['UI', `1.2.${instance}`] as const,
      }
      return stackFrames(`${instance}.dcm`, decodeDicom(dicomFile({ more }), 'a').header)
    })
    expect(stackGrid(bare).grid.orientation).toBeNull()
    expect(codes(bare)).toContain('POSITION_UNKNOWN')
    expect(instances(bare)).toEqual([[1, 2, 3]])
  })
})

const framesOf = (more: Attributes): StackFrame[] =>
  stackFrames('a', decodeDicom(dicomFile({ more }), 'a').header)
const grouped = (...all: readonly StackFrame[][]): number => {
  const groups = new StackGroups()
  for (const frame of all.flat()) groups.add(frame, '/d')
  return groups.all().length
}

test('frames of two patients are never of one stack, though their UIDs are the same (R-LIB-4)', () => {
  const of = (patient: string) => framesOf({ 0x00100020: ['LO', patient] })
  expect(grouped(of('P1'), of('P1'))).toBe(1)
  expect(grouped(of('P1'), of('P2'))).toBe(2)
})

test("a scanner's rounding of cosines and spacings does not tear a series apart; a real difference does (datasets B1.10)", () => {
  const tilted = (cosine: number, spacing = 1.25) =>
    framesOf({
      0x00200032: ['DS', '0\\0\\0'],
      0x00200037: ['DS', `${cosine}\\${Math.sqrt(1 - cosine ** 2)}\\0\\0\\0\\-1`],
      0x00280030: ['DS', `1.5\\${spacing}`],
    })
  expect(grouped(tilted(0.1234996), tilted(0.1235004))).toBe(1)
  expect(grouped(tilted(0.12), tilted(0.125))).toBe(2)
  expect(grouped(tilted(0.12, 1.2504999), tilted(0.12, 1.2505001))).toBe(1)
  expect(grouped(tilted(0.12, 1.25), tilted(0.12, 1.3))).toBe(2)
})
