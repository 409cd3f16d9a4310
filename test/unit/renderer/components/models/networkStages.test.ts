import { expect, test } from 'vitest'
import type { LayerRow } from '#shared/domain/model'
import { networkStages } from '#renderer/components/models/networkStages'
import { stageLayout } from '#renderer/components/models/stageLayout'

const layer = (name: string, side: number, maps: number, parameters = 10): LayerRow => ({
  name,
  kind: 'conv',
  outputShape: [side, side, maps],
  parameters,
})

/** A U-Net of three levels with heads at two of them. */
const layers = [
  layer('in_0', 64, 16),
  layer('ctx_0', 64, 16),
  layer('in_1', 32, 32),
  layer('in_2', 16, 64, 500),
  layer('up_1', 32, 32),
  layer('loc_1', 32, 32),
  layer('seg_1', 32, 3),
  layer('up_0', 64, 16),
  layer('seg_0', 64, 3),
  layer('out', 64, 3, 0),
]

test('a U-Net is drawn as its figure: down, bottom, up, heads and output', () => {
  expect(networkStages(layers).map(({ id, layers: of }) => [id, of.length])).toEqual([
    ['down-0', 2],
    ['down-1', 1],
    ['bottom-2', 1],
    ['up-1', 2],
    ['head-1', 1],
    ['up-0', 1],
    ['head-0', 1],
    ['output-0', 1],
  ])
})

test('no parameter is lost between the layers and the blocks', () => {
  const sum = (list: readonly { parameters: number }[]) =>
    list.reduce((all, { parameters }) => all + parameters, 0)
  expect(sum(networkStages(layers))).toBe(sum(layers))
})

test('every block stays inside the picture at both designed sizes', () => {
  for (const [width, height] of [
    [700, 560],
    [1137, 880],
  ] as const) {
    const { boxes, links } = stageLayout(networkStages(layers), width, height)
    for (const box of boxes) {
      expect(box.x).toBeGreaterThanOrEqual(0)
      expect(box.y).toBeGreaterThanOrEqual(0)
      expect(box.x + box.width).toBeLessThanOrEqual(width)
      expect(box.y + box.height).toBeLessThanOrEqual(height)
    }
    expect(links.filter(({ kind }) => kind === 'copy')).toHaveLength(2)
    expect(links.map(({ path }) => path).join('')).not.toContain('NaN')
  }
})

test('a network without layers has no picture, and one that never shrinks has one block and its output', () => {
  expect(networkStages([])).toEqual([])
  expect(networkStages([layer('a', 8, 4), layer('out', 8, 3)]).map(({ role }) => role)).toEqual([
    'down',
    'output',
  ])
})
