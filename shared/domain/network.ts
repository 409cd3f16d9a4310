import { z } from './schema'

/** Every network that the catalogue (models/networks/catalogue.ts) can build. */
export const networkIds = [
  'unet-2d',
  'unet-3d',
  'densenet',
  'fcn-tran',
  'fcn-alexnet',
  'fcn-8s',
  'deeplab-v3',
  'deeplab-v2',
  'residual-unet',
  'encoder-decoder',
  'encoder-decoder-unet',
  'isensee-acdc-2d',
  'isensee-acdc-3d',
] as const
export const NetworkId = z.enum(networkIds)
export type NetworkId = z.infer<typeof NetworkId>
