import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fittedView, paneTransform, toImage, toScreen } from '#renderer/canvas/view/imageView'
import { pannedBy, viewOnBox, zoomedAbout } from '#renderer/canvas/view/moveView'

const plane = { columns: 200, rows: 100, spacingMm: { x: 1, y: 1.5, z: 8 } }
const size = { width: 800, height: 600 }
const anyView = fc.record({
  zoom: fc.double({ min: 0.3, max: 20, noNaN: true }),
  centre: fc.record({
    x: fc.double({ min: 0, max: 199, noNaN: true }),
    y: fc.double({ min: 0, max: 99, noNaN: true }),
  }),
})

describe('an image in a pane', () => {
  test('the whole image is shown at zoom 1, from its first to its last pixel edge', () => {
    const at = paneTransform(fittedView(plane), plane, size)
    expect(toScreen(at, { x: -0.5, y: -0.5 }).x).toBeCloseTo(0)
    expect(toScreen(at, { x: 199.5, y: 99.5 }).x).toBeCloseTo(800)
  })

  test('X12: a circle in millimetres is round on the screen where pixels are not square', () => {
    const at = paneTransform(fittedView(plane), plane, size)
    const centre = toScreen(at, { x: 100, y: 50 })
    const right = toScreen(at, { x: 100 + 12 / 1, y: 50 })
    const below = toScreen(at, { x: 100, y: 50 + 12 / 1.5 })
    expect(right.x - centre.x).toBeCloseTo(below.y - centre.y, 6)
    expect(at.scaleY / at.scaleX).toBeCloseTo(1.5)
  })

  test('X5: an image point comes back from the screen at any zoom and in any pane', () => {
    fc.assert(
      fc.property(
        anyView,
        fc.integer({ min: 40, max: 4000 }),
        fc.integer({ min: 40, max: 2200 }),
        fc.double({ min: -0.5, max: 199.5, noNaN: true }),
        (view, width, height, x) => {
          const at = paneTransform(view, plane, { width, height })
          const back = toImage(at, toScreen(at, { x, y: x / 2 }))
          expect(back.x).toBeCloseTo(x, 8)
          expect(back.y).toBeCloseTo(x / 2, 8)
        },
      ),
    )
  })

  test('zooming with the wheel leaves the point under the pointer where it is', () => {
    const view = { zoom: 2, centre: { x: 90, y: 45 } }
    const pointer = { x: 333, y: 222 }
    const held = toImage(paneTransform(view, plane, size), pointer)
    const zoomed = zoomedAbout(view, plane, size, pointer, 1.7)
    const after = toScreen(paneTransform(zoomed, plane, size), held)
    expect(after.x).toBeCloseTo(pointer.x, 6)
    expect(after.y).toBeCloseTo(pointer.y, 6)
  })

  test('panning moves the image with the pointer, and never out of reach', () => {
    const view = { zoom: 3, centre: { x: 100, y: 50 } }
    const before = toScreen(paneTransform(view, plane, size), { x: 100, y: 50 })
    const panned = pannedBy(view, plane, size, { x: 30, y: -20 })
    const after = toScreen(paneTransform(panned, plane, size), { x: 100, y: 50 })
    expect(after.x - before.x).toBeCloseTo(30, 6)
    expect(after.y - before.y).toBeCloseTo(-20, 6)
    expect(pannedBy(view, plane, size, { x: -1e6, y: 0 }).centre.x).toBe(199.5)
  })

  test('zooming to the heart puts its middle into the middle of the pane', () => {
    const view = viewOnBox(plane, { from: { x: 60, y: 20 }, to: { x: 100, y: 60 } })
    const middle = toScreen(paneTransform(view, plane, size), { x: 80, y: 40 })
    expect(middle).toEqual({ x: 400, y: 300 })
  })
})
