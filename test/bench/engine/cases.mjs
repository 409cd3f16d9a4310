/**
 * What `npm run bench -- engine` measures: a network of the catalogue, its batch, and the file that has the same network
 * in PyTorch. `size` is the image, without batch and channel.
 */
export const cases = [{ name: 'unet-2d', network: 'unet-2d', batch: 4, size: [176, 176], torch: 'unet2d.py' }]
