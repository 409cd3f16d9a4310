import { expect, test } from 'vitest'
import { networkIds, type NetworkId } from '#shared/domain/network'
import { networkSettings } from '#shared/domain/networkSettings'
import { networkCatalogue, outputKind } from '#models/networks/catalogue'

/** Trainable parameters as published (networks F). */
const published: Partial<Record<NetworkId, number>> = {
  'unet-2d': 2_770_825,
  'unet-3d': 33_049_417,
  densenet: 651_316,
  'fcn-tran': 10_917_024,
  'fcn-alexnet': 56_876_418,
  'fcn-8s': 134_270_278,
  'deeplab-v3': 58_035_778,
  'deeplab-v2': 42_647_624,
  'encoder-decoder': 993_974,
  'encoder-decoder-unet': 1_214_474,
  'isensee-acdc-2d': 17_656_956,
  'isensee-acdc-3d': 15_538_678,
}

test.each(Object.entries(published) as [NetworkId, number][])(
  '%s has %i trainable parameters, as published (networks F)',
  (id, parameters) => {
    const { describe, size } = networkCatalogue[id]
    expect(describe({ size }).trainableParameters).toBe(parameters)
  },
)

test('the settings of a new experiment are those of the published network, oddities apart', () => {
  for (const id of networkIds) {
    const { describe, size } = networkCatalogue[id]
    const { quirks: _quirks, ...settings } = networkSettings[id]
    expect([id, describe({ size, ...settings }).trainableParameters]).toEqual([
      id,
      describe({ size }).trainableParameters,
    ])
  }
})

test('every network takes the size of its publication', () => {
  for (const { id, size, nearestSize } of Object.values(networkCatalogue))
    expect([id, nearestSize(size)]).toEqual([id, [...size]])
})

test('one structure alone is a yes or no for fcn-tran, several compete with the background (networks A1)', () => {
  expect([1, 2].map((structures) => outputKind('fcn-tran', structures))).toEqual(['sigmoid', 'softmax'])
  expect([1, 2].map((structures) => outputKind('densenet', structures))).toEqual(['softmax', 'softmax'])
})
