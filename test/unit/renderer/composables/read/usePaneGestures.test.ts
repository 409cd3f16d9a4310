import { beforeEach, expect, test } from 'vitest'
import { usePaneGestures } from '#renderer/composables/read/usePaneGestures'
import type { PanePointer } from '#renderer/canvas/view/panePointer'
import { useToolsStore } from '#renderer/stores/readingTools'
import { at, scene, transform } from '../../canvas/tools/hand'
import { withHost } from '../../stores/readingHost'

beforeEach(() => {
  withHost({})
})

const pane = {
  slice: 3,
  phase: 0,
  column: 0,
  row: 0,
  mark: null,
  frame: null,
  fault: null,
  contours: [],
  active: true,
  boundary: null,
  flagged: false,
} as const
const gesturesOnOnePane = () =>
  usePaneGestures({
    panes: () => [pane],
    sceneOf: () => scene(),
    activate: () => undefined,
    blocked: () => null,
    commit: () => undefined,
    hint: () => undefined,
  })
const pointer = (x: number, y: number, button: number): PanePointer => ({
  ...at(0, 0),
  transform,
  pane: 0,
  screen: { x, y },
  size: { width: 400, height: 800 },
  button,
})

test('features 3.0: a right click asks for the menu where it was', () => {
  const gestures = gesturesOnOnePane()
  gestures.press(pointer(100, 100, 2))
  gestures.move(pointer(102, 102, -1))
  gestures.release(pointer(102, 102, 2))
  expect(gestures.menu.value?.screen).toEqual({ x: 102, y: 102 })
})

test('features 3.0: 4 px further it was a zoom, and no menu comes', () => {
  const gestures = gesturesOnOnePane()
  gestures.press(pointer(100, 100, 2))
  gestures.move(pointer(100, 104, -1))
  gestures.release(pointer(100, 104, 2))
  expect(gestures.menu.value).toBeNull()
})

test('a right click while a curve is drawn leaves the curve in hand, and no menu comes', () => {
  useToolsStore().tool = 'spline'
  const gestures = gesturesOnOnePane()
  gestures.press(pointer(50, 50, 0))
  gestures.release(pointer(50, 50, 0))
  gestures.press(pointer(100, 100, 2))
  gestures.release(pointer(100, 100, 2))
  expect(gestures.menu.value).toBeNull()
  expect(gestures.drawing.value).toBe(true)
})
