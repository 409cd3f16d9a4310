import { expect, test } from 'vitest'
import type { LayerRow } from '#shared/domain/model'
import { networkStages } from '#renderer/components/models/networkStages'
import { stageLayout } from '#renderer/components/models/stageLayout'

const layer = (name: string, side: number, maps: number, parameters = 10): LayerRow => ({
  name,
  kind: 'conv',
  outputShape: [side, side, maps],
  parameters,
  flops: 20 * side * side,
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

test('a stage costs what its layers cost, and its maps are what they put out', () => {
  const [down] = networkStages([layer('a', 8, 4), layer('b', 8, 2), layer('c', 4, 4), layer('out', 8, 3)])
  // Two layers of 20 · 8² operations; 8² pixels of 4 and of 2 maps, 4 bytes each.
  expect([down?.flops, down?.mapBytes]).toEqual([2 * 20 * 64, 4 * 64 * 6])
})

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

test('a network of volumes is drawn by the height of its maps, not by its slices', () => {
  const deep = layers.map((row) => ({ ...row, outputShape: [10, ...row.outputShape] }))
  expect(networkStages(deep).map(({ id }) => id)).toEqual(networkStages(layers).map(({ id }) => id))
})

test('the two columns of a network of six levels stand apart', () => {
  const sides = [192, 96, 48, 24, 12, 6]
  const six = [
    ...sides.map((side) => layer(`in_${side}`, side, 16)),
    ...sides
      .slice(0, -1)
      .reverse()
      .map((side) => layer(`up_${side}`, side, 16)),
    layer('out', 192, 3),
  ]
  const { boxes } = stageLayout(networkStages(six), 614, 600)
  const find = (id: string) => boxes.find(({ stage }) => stage.id === id)!
  const down = find('down-4')
  expect(find('up-4').x - (down.x + down.width)).toBeGreaterThan(down.width * 0.2)
})

test('a head that no way up leads to is joined to the bottom', () => {
  const flat = [layer('in', 64, 16), layer('deep', 16, 64), layer('score', 64, 3), layer('out', 64, 3)]
  const { boxes, links } = stageLayout(networkStages(flat), 700, 560)
  const head = boxes.find(({ stage }) => stage.role === 'head')!
  const below = `${head.x + head.width / 2} ${head.y + head.height + 2}`
  expect(links.filter(({ path }) => path.endsWith(below))).toHaveLength(1)
})
