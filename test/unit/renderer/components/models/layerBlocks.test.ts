import { describe, expect, test } from 'vitest'
import { layerBlocks } from '#renderer/components/models/layerBlocks'
import { networkCatalogue } from '#models/networks/catalogue'
import { networkIds } from '#shared/domain/network'

const row = (name: string, parameters: number) => ({
  ...{ name, kind: 'conv 3×3', parameters, flops: 10 * parameters },
  outputShape: [4, 4, parameters],
})

describe('the layers of a network, folded by block (S3)', () => {
  test('a level, a dense block and a residual block are found by name, with their sums', () => {
    const layers = [
      'in_0',
      'ctx_0a',
      'up_1',
      'd0.0',
      'd0_stack',
      'layer2.block1.reduce',
      'layer2.block1.relu',
      'out',
    ]
    const blocks = layerBlocks(layers.map((name, at) => row(name, at + 1)))
    expect(blocks.map(({ title, layers: own }) => [title, own.length])).toEqual([
      ['in_0 … ctx_0a', 2],
      [null, 1],
      ['d0', 2],
      ['layer2.block1', 2],
      [null, 1],
    ])
    // 1 + 2 parameters; 10 multiply-adds each; maps of 4 × 4 × (1 + 2) numbers of 4 bytes
    expect(blocks[0]).toMatchObject({ shape: [4, 4, 2], parameters: 3, flops: 30, mapBytes: 192 })
  })

  test.each(networkIds)('%s: no layer is lost or moved, and every block has an id of its own', (id) => {
    const { describe: table, size } = networkCatalogue[id]
    const { layers, trainableParameters } = table({ size, classes: 3 })
    const blocks = layerBlocks(layers)
    expect(blocks.flatMap(({ layers: own }) => own)).toEqual(layers)
    expect(blocks.reduce((sum, { parameters }) => sum + parameters, 0)).toBe(trainableParameters)
    expect(new Set(blocks.map((block) => block.id)).size).toBe(blocks.length)
  })
})
