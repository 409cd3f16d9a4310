import { describe, expect, test } from 'vitest'
import { colouredExample, exampleOf, targetColour } from '#renderer/components/labels/labelPicture'
import { regions } from '#shared/domain/structures'

const example = {
  columns: 4,
  rows: 1,
  grey: Uint8Array.of(100, 100, 100, 100),
  values: Int32Array.of(0, 500, 7, 9),
}

describe('the example of the label dialog (R-DS-2)', () => {
  test('shows each structure in its colour, background as it is, what is not labelled in a grey of its own, and what has no meaning yet in white', () => {
    const picture = colouredExample(example, { 0: 'background', 500: 'lv-cavity', 7: 'not-labelled' })
    const pixel = (at: number) => [...picture.subarray(4 * at, 4 * at + 4)]
    expect(pixel(0)).toEqual([100, 100, 100, 255])
    // 45 % of the grey and 55 % of #EB6358.
    expect(pixel(1)).toEqual([174, 99, 93, 255])
    expect(pixel(2)).toEqual([121, 126, 135, 255]) // 55 % of #8A94A3
    expect(pixel(3)).toEqual([185, 185, 185, 255])
  })
  test('comes as grey bytes and little-endian values, and nothing else is taken for one', () => {
    const bytes = new Uint8Array(4 + 16)
    bytes.set(example.grey)
    new DataView(bytes.buffer).setInt32(8, 500, true)
    expect([...exampleOf(4, 1, bytes).values]).toEqual([0, 500, 0, 0])
    expect(() => exampleOf(4, 2, bytes)).toThrow('no slice')
  })
  test('has a colour for every structure, none for background, grey where it is not labelled, white while nobody has said', () => {
    expect(targetColour('lv-cavity')).toBe(regions['lv-cavity'].colour)
    expect([targetColour('background'), targetColour('not-labelled'), targetColour(null)]).toEqual([
      null,
      '#8a94a3',
      '#ffffff',
    ])
  })
})
