import { describe, expect, test } from 'vitest'
import { useEngine } from '#electron/onnx/engine'
import { networkIds, type NetworkId } from '#shared/domain/network'
import { overfitted, type OverfitTask } from '../../fixtures/overfitted'

const all = ['rv-cavity', 'lv-myocardium', 'lv-cavity'] as const
const cavity = ['lv-cavity'] as const

/** Each network as narrow and on images as small as it can learn two slices of by heart in seconds. */
const tasks: Readonly<Record<NetworkId, Omit<OverfitTask, 'id'>>> = {
  'unet-2d': {
    options: { baseFilters: 8, depth: 3, dropout: 0 },
    side: 32,
    fieldMm: 110,
    structures: all,
    steps: 300,
  },
  'unet-3d': {
    options: { slices: 4, baseFilters: 8, depth: 3, dropout: 0 },
    side: 32,
    fieldMm: 110,
    structures: all,
    steps: 300,
  },
  densenet: {
    options: { growth: 8, layersPerBlock: [2, 2, 2], dropout: 0 },
    side: 32,
    fieldMm: 110,
    structures: all,
    steps: 300,
  },
  'fcn-tran': {
    options: { baseFilters: 8, dropout: 0 },
    side: 48,
    fieldMm: 110,
    structures: cavity,
    steps: 300,
  },
  'fcn-alexnet': {
    options: { baseFilters: 12, dropout: 0 },
    side: 128,
    fieldMm: 80,
    structures: cavity,
    steps: 400,
  },
  'fcn-8s': {
    options: { baseFilters: 4, dropout: 0 },
    side: 64,
    fieldMm: 110,
    structures: cavity,
    steps: 400,
  },
  'deeplab-v3': {
    options: { baseFilters: 8, blocks: [1, 1, 1, 1] },
    side: 65,
    fieldMm: 60,
    structures: cavity,
    steps: 300,
  },
  'deeplab-v2': {
    options: { baseFilters: 8, blocks: [1, 1, 1, 1] },
    side: 49,
    fieldMm: 60,
    structures: cavity,
    training: { learningRate: 0.003, publishedRates: true },
    steps: 200,
  },
  'residual-unet': {
    options: { baseFilters: 8, mostBlocks: 1 },
    side: 32,
    fieldMm: 110,
    structures: all,
    steps: 300,
  },
  'encoder-decoder': {
    options: { baseFilters: 8, depth: 3 },
    side: 48,
    fieldMm: 110,
    structures: cavity,
    steps: 300,
  },
  'encoder-decoder-unet': {
    options: { baseFilters: 8, depth: 3 },
    side: 32,
    fieldMm: 110,
    structures: all,
    steps: 300,
  },
  'isensee-acdc-2d': {
    options: { baseFilters: 4, dropout: 0 },
    side: 32,
    fieldMm: 110,
    structures: all,
    steps: 300,
  },
  'isensee-acdc-3d': {
    options: { slices: 4, baseFilters: 4, dropout: 0 },
    side: 32,
    fieldMm: 110,
    structures: all,
    steps: 300,
  },
}

describe('two phantom slices are learnt by heart (Dice > 0.95) on the ONNX Runtime engine', () => {
  test.each(networkIds)('%s', async (id) => {
    await useEngine()
    const found = await overfitted({ id, ...tasks[id] })
    console.log(id, JSON.stringify(found))
    expect(Math.min(...found.dice)).toBeGreaterThan(0.95)
    expect(found.fallbacks).toEqual([])
    expect(found.tensorsLeft).toBe(0)
    expect(found.savedAlike).toBe(true)
    expect(found.onnxGap).toBeLessThan(1e-4)
  })
})
