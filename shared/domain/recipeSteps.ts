import { AugmentationPreset } from './augmentation'
import { z } from './schema'

const op = <Id extends string, Shape extends z.core.$ZodLooseShape>(id: Id, shape: Shape) =>
  z.strictObject({ op: z.literal(id), ...shape })
const pixels = z.number().int().positive()
const scope = z.enum(['slice', 'volume', 'dataset'])

/** A step of preparation (datasets.md C-steps), in the order in which they are applied. */
export const PreStep = z.discriminatedUnion('op', [
  op('rotate_180', { only: z.string().optional() }),
  /** To a side in pixels, or to a share of the shorter side. */
  op('centre_crop_pad', { size: pixels.optional(), share: z.number().optional() }),
  op('pad_or_crop', { size: z.array(pixels) }),
  op('resample', { mm: z.array(z.number().positive().nullable()), order: z.number().int() }),
  op('resize', { factor: z.number().positive(), mask: z.enum(['threshold', 'nearest', 'area']) }),
  op('select_slices', {
    axis: z.number().int(),
    from: z.number().int(),
    to: z.number().int(),
    min_pixels: z.number().int(),
  }),
  op('clahe', { clip: z.number().positive(), grid: pixels, dtype: z.enum(['uint8', 'uint16']) }),
  op('min_max', { scope }),
  op('z_score', { scope }),
  op('divide', { by: z.number().positive() }),
  op('raw', { norm: z.string().optional() }),
  op('bias_field', { method: z.literal('n4') }),
  op('assemble_volume', { only: z.string().optional() }),
  op('pad_depth', { multiple: pixels }),
  op('roi', { size: pixels }),
  op('planes', { count: pixels }),
  op('mean_subtraction', { values: z.array(z.number()) }),
  op('jpeg', { mask_min: z.number().int() }),
  op('random_crop', { size: pixels }),
])
export type PreStep = z.infer<typeof PreStep>

/** A step after prediction (datasets.md F). */
export const PostStep = z.discriminatedUnion('op', [
  op('inverse_geometry', {}),
  op('threshold', { gt: z.number() }),
  op('argmax', { below_half: z.literal('background').optional() }),
  op('longest_contour', {}),
  op('largest_contour', {}),
  op('iso_line', { offset_px: z.number() }),
  op('epi_minus_endo', { arithmetic: z.enum(['uint8', 'logic']) }),
  op('largest_cavity', {}),
  op('far_right_ventricle', { mm: z.number(), guarded: z.boolean() }),
  op('fill_islands', { which: z.enum(['every', 'small']) }),
  op('largest_component', { of: z.enum(['each', 'foreground']), dimensions: z.array(z.number().int()) }),
  op('fill_holes', {}),
])
export type PostStep = z.infer<typeof PostStep>

const range = z.tuple([z.number(), z.number()])

/** What is drawn at random in training; a key that is left out is not drawn. */
export const Augment = z.strictObject({
  /** Its name in datasets.md and networks.md D; a run takes it by this name. */
  id: AugmentationPreset,
  /** Share of images that are changed at all. */
  p: z.number().min(0).max(1),
  rotation: range.optional(),
  rotations: z.array(z.number()).optional(),
  shift_px: range.optional(),
  zoom: range.optional(),
  hflip: z.number().optional(),
  vflip: z.number().optional(),
  scales: z.array(z.number()).optional(),
  crop: z.array(z.number()).optional(),
  elastic: z.strictObject({ alpha: range, sigma: range }).optional(),
  /** Control points of a B-spline and the SD of their shifts. */
  spline: z.strictObject({ p: z.number(), cells: pixels, sd_px: z.number() }).optional(),
  gamma: z.strictObject({ p: z.number(), range }).optional(),
  motion: z.strictObject({ p: z.number(), sd_px: z.number() }).optional(),
  contrast: z.number().optional(),
  noise: z.strictObject({ p: z.number(), sd: z.number() }).optional(),
  /** Probability of the change of form alone. */
  spatial_p: z.number().optional(),
  clip_percent: z.number().optional(),
  order: z.number().int().optional(),
  border: z.enum(['edge', 'symmetric', 'zero', 'mean']).optional(),
  same_for_volume: z.boolean().optional(),
})
export type Augment = z.infer<typeof Augment>
