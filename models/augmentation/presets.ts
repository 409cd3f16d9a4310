import type { AugmentationPreset, Transform } from '#shared/domain/augmentation'
import type { z } from '#shared/domain/schema'

type Step = z.input<typeof Transform>
type StepOf<Op extends Step['op']> = Extract<Step, { op: Op }>

/** S2's coin: all of it or nothing (networks.md D3). */
const s2: StepOf<'affine'> = {
  op: 'affine',
  rotationDegrees: [-5, 5],
  translationPx: [-5, 5],
  zoom: [0.8, 1.2],
  order: 1,
  border: 'symmetric',
}

const isenseeSpatial: Omit<StepOf<'elastic'>, 'alphaPx'> = {
  op: 'elastic',
  probability: 0.67,
  sigmaPx: [14, 17],
  rotationDegrees: [0, 360],
  zoom: [0.7, 1.3],
  order: 3,
  border: 'zero',
}

/** The published augmentations as steps (networks.md D, datasets.md C). */
export const augmentationSteps: Readonly<Record<AugmentationPreset, readonly Step[]>> = {
  'A-none': [],
  'A-S0-SB': [
    { op: 'affine', rotationDegrees: [-180, 180], order: 0, border: 'edge' },
    { op: 'mirror', axes: ['x', 'y'] },
  ],
  // Crop sizes between 100 and 120 pixels are the preparation's.
  'A-S0-caffe': [
    { op: 'affine', rightAngles: true, order: 0, border: 'edge' },
    { op: 'mirror', axes: ['x', 'y'] },
  ],
  'A-S1': [
    { op: 'scale-crop', factors: [0.5, 0.75, 1, 1.25, 1.5] },
    { op: 'mirror', axes: ['x'] },
  ],
  'A-S2': [{ ...s2, probability: 0.5, flip: true }],
  // σ 0.01 was on raw grey values, where it is next to nothing (datasets D27); here it is on the normalised ones.
  'A-KH': [
    {
      op: 'sometimes',
      probability: 0.5,
      transforms: [
        s2,
        { op: 'noise', probability: 1 / 3, variance: [0.0001, 0.0001] },
        { op: 'b-spline', probability: 0.5, cells: 2, sdPx: 15, order: 1, border: 'symmetric' },
      ],
    },
  ],
  // S4 asks for changed contrast and small rotations, and gives no numbers.
  'A-S4': [
    { op: 'affine', rotationDegrees: [-10, 10], order: 1, border: 'edge' },
    { op: 'brightness', probability: 0.5, factor: [0.75, 1.25] },
    { op: 'contrast', probability: 0.5, factor: [0.75, 1.25] },
  ],
  'A-ACDC-2D': [
    { op: 'mirror', axes: ['x', 'y'] },
    { ...isenseeSpatial, alphaPx: [100, 350], epochs: [1, 100] },
    {
      ...isenseeSpatial,
      alphaPx: [0, 250],
      rotationDegrees: [-360, 360],
      zoom: [0.75, 1.25],
      epochs: [101, 125],
    },
    {
      ...isenseeSpatial,
      alphaPx: [0, 150],
      rotationDegrees: [-360, 360],
      zoom: [0.8, 1.2],
      epochs: [126, null],
    },
  ],
  'A-ACDC-3D': [
    { op: 'motion', share: 0.1, sdPx: 20 },
    { op: 'mirror', axes: ['x', 'y'] },
    { ...isenseeSpatial, alphaPx: [0, 350] },
    { op: 'gamma', probability: 0.5, gamma: [0.85, 1.3] },
    { op: 'gamma', probability: 0.5, gamma: [0.85, 1.3], inverted: true },
  ],
  // Rotation and scaling are drawn apart from each other, in plane: the heart's slices are thick.
  'A-NNUNET': [
    { op: 'affine', probability: 0.2, rotationDegrees: [-180, 180], order: 3, border: 'zero' },
    { op: 'affine', probability: 0.2, zoom: [0.7, 1.4], order: 3, border: 'zero' },
    { op: 'noise', probability: 0.1, variance: [0, 0.1] },
    { op: 'blur', probability: 0.1, sigmaPx: [0.5, 1] },
    { op: 'brightness', probability: 0.15, factor: [0.75, 1.25] },
    { op: 'contrast', probability: 0.15, factor: [0.75, 1.25] },
    { op: 'low-resolution', probability: 0.125, factor: [0.5, 1] },
    { op: 'gamma', probability: 0.1, gamma: [0.7, 1.5], inverted: true, keepStatistics: true },
    { op: 'gamma', probability: 0.3, gamma: [0.7, 1.5], keepStatistics: true },
    { op: 'mirror', axes: ['x', 'y', 'z'] },
  ],
}
