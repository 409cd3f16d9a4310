/**
 * What `npm run bench -- engine` measures: a network of the catalogue, its batch, and the file that has the same network
 * in PyTorch. `size` is the image, without batch and channel.
 */
export const cases = [
  { name: 'unet-2d', network: 'unet-2d', batch: 4, size: [176, 176], structures: 3, torch: 'unet2d.py' },
  { name: 'densenet', network: 'densenet', batch: 4, size: [176, 176], structures: 3, torch: 'densenet.py' },
  {
    name: 'fcn-tran 100',
    network: 'fcn-tran',
    batch: 1,
    size: [100, 100],
    structures: 1,
    torch: 'fcn_tran.py',
  },
  {
    name: 'fcn-tran 256',
    network: 'fcn-tran',
    batch: 1,
    size: [256, 256],
    structures: 1,
    torch: 'fcn_tran.py',
  },
  {
    name: 'unet-3d',
    network: 'unet-3d',
    batch: 1,
    size: [16, 176, 176],
    structures: 3,
    torch: 'unet3d.py',
  },
]
