import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { useAppStore } from '#renderer/stores/app'
import { useDisplayStore } from '#renderer/stores/readingDisplay'
import { usePlaceStore } from '#renderer/stores/readingPlace'
import { useToolsStore } from '#renderer/stores/readingTools'
import { withHost } from './readingHost'

beforeEach(() => {
  vi.useFakeTimers()
  withHost({})
})
afterEach(() => {
  vi.useRealTimers()
})

/** The program ends and starts again; what it kept went over the line as text. */
async function restart(change: (kept: Record<string, unknown>) => object = (kept) => kept): Promise<void> {
  await vi.advanceTimersByTimeAsync(1000)
  const kept: unknown = JSON.parse(JSON.stringify(useAppStore().remembered))
  withHost({})
  useAppStore().remembered = { ...change(kept as Record<string, unknown>) }
}

test('R-ALL-6: a reader finds tool, layout and overlay after a restart as they were', async () => {
  useToolsStore().tool = 'push'
  useToolsStore().boundary = 'rv-endo'
  useToolsStore().stepRadius(4)
  usePlaceStore().setLayout('montage', { ed: 0, es: 7 })
  useDisplayStore().nextMode()
  useDisplayStore().stepOpacity(0.1)
  await restart()

  const { tool, boundary, radiusMm, finish } = useToolsStore()
  expect({ tool, boundary, radiusMm, finish }).toEqual({
    tool: 'push',
    boundary: 'rv-endo',
    radiusMm: 10,
    finish: 'smooth',
  })
  expect(usePlaceStore().layout).toBe('montage')
  expect(useDisplayStore().mode).toBe('fill')
  expect(useDisplayStore().opacity).toBeCloseTo(0.32, 9)
})

test('what a later version no longer knows is forgotten, not shown', async () => {
  useToolsStore().tool = 'push'
  usePlaceStore().setLayout('pair', { ed: 0, es: 7 })
  await restart((kept) => ({ ...kept, 'read.tool': 'scalpel', 'read.layout': 3, 'read.overlayOpacity': 40 }))

  expect(useToolsStore().tool).toBe('view')
  expect(usePlaceStore().layout).toBe('single')
  expect(useDisplayStore().opacity).toBe(0.22)
})
