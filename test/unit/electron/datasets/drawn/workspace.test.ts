import { describe, expect, test } from 'vitest'
import { workspaceContours } from '#electron/formats/cvi42/readWorkspace'
import { workspaceText } from '#electron/formats/cvi42/writeWorkspace'
import { centroid } from '#shared/geometry/polygon'
import { smallSeries } from '../../../../fixtures/drawnSeries'
import { folderWith } from '../../../../fixtures/folders'
import { onlyCase, scanned } from '../../../../fixtures/scanned'

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const read = (text: string) => workspaceContours(bytes(text), 'w.cvi42wsx')
const workspace = (contours: string): string =>
  `<?xml version="1.0"?><W><Hash:item Hash:key="ImageStates"><Hash:item Hash:key="1.2.3">` +
  `<Hash:item Hash:key="Contours">${contours}</Hash:item></Hash:item></Hash:item></W>`
const contour = (name: string, points: string, more = ''): string =>
  `<Hash:item Hash:key="${name}"><Hash:item Hash:key="Points">${points}</Hash:item>${more}</Hash:item>`
const point = (x: number | string, y: number | string): string =>
  `<List:item><Point:x>${x}</Point:x><Point:y>${y}</Point:y></List:item>`
const three = point(40, 80) + point(44, 80) + point(44, 90)
const quarter = '<Hash:item Hash:key="SubpixelResolution">4</Hash:item>'

const circle = (x: number, y: number, radius: number) =>
  Array.from({ length: 90 }, (_, i) => ({
    x: x + radius * Math.cos((2 * Math.PI * i) / 90),
    y: y + radius * Math.sin((2 * Math.PI * i) / 90),
  }))

describe('contours of a cvi42 workspace', () => {
  test('are in pixels: their numbers by the subpixel resolution, whichever of the two comes first (datasets B1.11)', () => {
    const points = [
      { x: 10, y: 20 },
      { x: 11, y: 20 },
      { x: 11, y: 22.5 },
    ]
    const expected = [{ image: '1.2.3', name: 'saendocardialContour', points }]
    expect(read(workspace(contour('saendocardialContour', three, quarter)))).toEqual(expected)
    const first = `<Hash:item Hash:key="saendocardialContour">${quarter}<Hash:item Hash:key="Points">${three}</Hash:item></Hash:item>`
    expect(read(workspace(first))).toEqual(expected)
    const whole = read(workspace(contour('saendocardialContour', three)))
    expect(whole[0]!.points[0]).toEqual({ x: 40, y: 80 })
  })

  test('lie on the image of their SOP Instance UID, and their masks by area agree with the discs (X4, X33)', async () => {
    const heart = smallSeries({ slices: 3 })
    const text = workspaceText([
      { image: heart.uid(1, 1), name: 'saepicardialContour', points: circle(24.3, 19.4, 16) },
      { image: heart.uid(1, 1), name: 'saendocardialContour', points: circle(24.3, 19.4, 11) },
      { image: heart.uid(0, 0), name: 'sarvendocardialContour', points: circle(20, 15, 6) },
      { image: heart.uid(0, 0), name: 'sapapilMuscContour0001', points: circle(20, 15, 2) },
      { image: heart.uid(0, 0), name: 'saReferenceMyoContour', points: circle(20, 15, 2) },
      { image: '1.9.9', name: 'saendocardialContour', points: circle(20, 15, 6) },
    ])
    const { source, reader } = await onlyCase(folderWith({ ...heart.files, 'report.xml': text }))
    expect(source.problems).toEqual([
      'report.xml draws structures that Septum does not know; they are left out: "saReferenceMyoContour" (1 contour on 1 slice).',
    ])
    const { imported } = reader.opened
    expect(imported.map(({ boundary, slice, phase }) => [boundary, slice, phase])).toEqual([
      ['lv-epi', 1, 1],
      ['lv-endo', 1, 1],
      ['rv-endo', 2, 0],
    ])
    const at = centroid(imported[1]!.rings[0]!)
    expect(Math.hypot(at.x - 24.3, at.y - 19.4)).toBeLessThan(0.05)
    const labels = (await reader.labels(1))!.subarray(40 * 48, 2 * 40 * 48)
    const cavity = labels.filter((label) => label === 3).length
    const wall = labels.filter((label) => label === 2).length
    expect(Math.abs(cavity / (Math.PI * 121) - 1)).toBeLessThan(0.015)
    expect(Math.abs(wall / (Math.PI * (256 - 121)) - 1)).toBeLessThan(0.015)
  })

  test('without images say what they draw; XML of another program is left alone', async () => {
    const { refused } = await scanned(
      folderWith({
        'w.cvi42wsx': workspace(contour('saendocardialContour', three, quarter)),
        'other.xml': '<a><b Hash="1"/></a>',
        'notes.xml': 'no XML',
      }),
    )
    expect(refused).toMatchObject([{ code: 'CASE_INCOMPLETE' }])
    expect(refused[0]!.cause).toContain('it draws "saendocardialContour" (1 contour)')
  })
})

describe('a hostile workspace', () => {
  const refuse = (text: string, reason: RegExp) =>
    expect(() => read(text)).toThrow(
      expect.objectContaining({ code: 'FILE_MALFORMED', message: expect.stringMatching(reason) }),
    )

  test('cannot make its own entities grow: they are not expanded', () => {
    const entities = Array.from({ length: 30 }, (_, i) => `<!ENTITY e${i + 1} "&e${i};&e${i};">`).join('')
    const bomb = `<!DOCTYPE w [<!ENTITY e0 "ha">${entities}]>`
    refuse(
      workspace(contour('saendocardialContour', point('&e30;', 1))).replace('<W>', `${bomb}<W>`),
      /entity/i,
    )
    const file = '<!DOCTYPE w [<!ENTITY f SYSTEM "file:///etc/passwd">]>'
    refuse(
      workspace(contour('saendocardialContour', point('&f;', 1))).replace('<W>', `${file}<W>`),
      /entity/i,
    )
  })
  test('with words for numbers, a nought to divide by, or elements without end is refused', () => {
    refuse(workspace(contour('saendocardialContour', point('ten', 1))), /"ten" is no number/)
    refuse(
      workspace(contour('saendocardialContour', three, quarter.replace('4', '0'))),
      /subpixel resolution is 0/,
    )
    refuse('<W>'.repeat(500), /200 deep/)
    refuse(workspace(three).slice(0, 120), /unclosed|unexpected end/i)
  })
})
