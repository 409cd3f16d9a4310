import { expect, test } from 'vitest'
import { dragKind, wheelKind, wheelSteps } from '#renderer/canvas/gestures/gestureKind'
import { wheelNotches } from '#renderer/canvas/view/panePointer'

const left = { button: 0, control: false }

test('the mouse map of features 3.0: left the tool, right zooms, middle pans', () => {
  expect(dragKind(left, 'brush', null)).toBe('tool')
  expect(dragKind(left, 'view', null)).toBe('window')
  expect(dragKind({ button: 0, control: true }, 'view', null)).toBe('windowRectangle')
  expect(dragKind({ button: 2, control: false }, 'brush', null)).toBe('zoom')
  expect(dragKind({ button: 1, control: false }, 'brush', null)).toBe('pan')
})

test('a held letter lends the left button to window, zoom or pan inside any tool', () => {
  expect(dragKind(left, 'brush', 'window')).toBe('window')
  expect(dragKind(left, 'spline', 'pan')).toBe('pan')
})

test('the wheel goes through slices, with Shift phases, with Ctrl zoom, with Alt the radius', () => {
  const keys = { control: false, shift: false, alt: false }
  expect(wheelKind(keys)).toBe('slice')
  expect(wheelKind({ ...keys, shift: true })).toBe('phase')
  expect(wheelKind({ ...keys, control: true })).toBe('zoom')
  expect(wheelKind({ ...keys, alt: true })).toBe('radius')
})

test('a notch of a mouse is one slice', () => {
  expect(wheelNotches({ deltaX: 0, deltaY: 120, deltaMode: 0 })).toBeGreaterThanOrEqual(1)
  expect(wheelSteps(0, wheelNotches({ deltaX: 0, deltaY: -53, deltaMode: 0 })).steps).toBe(-1)
  expect(wheelSteps(0, wheelNotches({ deltaX: 0, deltaY: 3, deltaMode: 1 })).steps).toBe(1)
})

test('a trackpad adds up to a slice, and turning back starts anew', () => {
  let rest = 0
  let slices = 0
  for (let i = 0; i < 10; i++) {
    const next = wheelSteps(rest, 0.25)
    rest = next.rest
    slices += next.steps
  }
  expect(slices).toBe(2)
  expect(wheelSteps(0.5, -0.25)).toEqual({ steps: -0, rest: -0.25 })
})
