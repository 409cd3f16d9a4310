import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { contourPoints, contourText } from '#electron/formats/contourText'
import { centroid } from '#shared/geometry/polygon'

describe('Sunnybrook contour text', () => {
  test('counts pixels from 1: a disc drawn about pixel 100.5 lies about 99.5 here (X33)', () => {
    const lines = Array.from({ length: 90 }, (_, i) => {
      const angle = (2 * Math.PI * i) / 90
      return `${(100.5 + 20 * Math.cos(angle)).toFixed(2)} ${(80.5 + 20 * Math.sin(angle)).toFixed(2)}`
    })
    const middle = centroid(contourPoints(lines.join('\r\n'), 'i.txt'))
    expect(middle.x).toBeCloseTo(99.5, 1)
    expect(middle.y).toBeCloseTo(79.5, 1)
  })
  test('of 0 bytes means that there is no contour', () => expect(contourPoints('', 'i.txt')).toEqual([]))
  test('may repeat its first point at the end', () => {
    expect(contourPoints('1 1\n5 1\n5 5\n1 1\n', 'i.txt')).toHaveLength(3)
  })
  test.each(['1 2\nthree 4\n5 6', '1 2 3\n4 5 6\n7 8 9', '1 1\n2 2', '1e999 1\n2 2\n3 1'])(
    'is refused when it is %j',
    (text) => {
      expect(() => contourPoints(text, 'i.txt')).toThrow(expect.objectContaining({ code: 'FILE_MALFORMED' }))
    },
  )
  test('reads back as it was written, to a hundredth of a pixel', () => {
    const hundredths = fc.integer({ min: -50, max: 30_000 }).map((n) => n / 100)
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.record({ x: hundredths, y: hundredths }), {
          minLength: 3,
          maxLength: 40,
          selector: ({ x, y }) => `${x} ${y}`,
        }),
        (points) => {
          const back = contourPoints(contourText(points), 'i.txt')
          expect(back).toHaveLength(points.length)
          back.forEach(({ x, y }, i) => {
            expect(x).toBeCloseTo(points[i]!.x, 6)
            expect(y).toBeCloseTo(points[i]!.y, 6)
          })
        },
      ),
    )
  })
})
