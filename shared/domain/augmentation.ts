import { z } from './schema'

/** The short form: what is drawn at random for each training sample; ranges are symmetric about nought unless given as [from, to]. */
export const Augmentation = z.strictObject({
  /** Share of samples that are changed at all, 0 to 1. */
  probability: z.number().min(0).max(1).default(0.8),
  rotationDegrees: z.number().min(0).max(180).default(20),
  translationMm: z.number().min(0).max(100).default(10),
  zoom: z.tuple([z.number().positive(), z.number().positive()]).default([0.85, 1.2]),
  flip: z.boolean().default(false),
  /** Multiplies contrast about the mean by a factor drawn from 1 ± this. */
  contrast: z.number().min(0).max(1).default(0.25),
  /** Gamma drawn from [1/(1+g), 1+g] on the sample scaled to 0..1. */
  gamma: z.number().min(0).max(2).default(0.3),
  /** SD of added Gaussian noise, in units of the normalised sample. */
  noise: z.number().min(0).max(1).default(0.05),
})
export type Augmentation = z.infer<typeof Augmentation>

const share = z.number().min(0).max(1)
/** An even draw from [from, to]. */
const range = (least: number, most: number) =>
  z
    .tuple([z.number().min(least).max(most), z.number().min(least).max(most)])
    .refine(([from, to]) => from <= to, { message: 'the first number is larger than the second' })
/** Each transform is applied with `probability`, in the epochs from the first to the last given (null: to the end). */
const timed = {
  probability: share.default(1),
  epochs: z.tuple([z.number().int().min(1), z.number().int().min(1).nullable()]).optional(),
}
/** Interpolation of the image: nearest, linear, cubic spline. Labels are always taken from the nearest pixel (X25). */
const order = z.union([z.literal(0), z.literal(1), z.literal(3)]).default(1)
/** What lies outside: the nearest pixel, the image mirrored, nought. */
const border = z.enum(['edge', 'symmetric', 'zero']).default('edge')

const single = [
  /** Rotation, zoom, shift and flips about the centre, in plane, in one interpolation. */
  z.strictObject({
    op: z.literal('affine'),
    ...timed,
    rotationDegrees: range(-360, 360).default([0, 0]),
    /** One of 0°, 90°, 180°, 270° is added. */
    rightAngles: z.boolean().default(false),
    translationPx: range(-512, 512).default([0, 0]),
    zoom: range(0.1, 10).default([1, 1]),
    /** Each axis is flipped with probability ½. */
    flip: z.boolean().default(false),
    order,
    border,
  }),
  /** Mirrored along each of the axes with probability ½. */
  z.strictObject({
    op: z.literal('mirror'),
    ...timed,
    axes: z.array(z.enum(['x', 'y', 'z'])).default(['x', 'y']),
  }),
  /** Even noise smoothed by a Gaussian of σ pixels, times α pixels, with rotation and zoom in one interpolation. */
  z.strictObject({
    op: z.literal('elastic'),
    ...timed,
    alphaPx: range(0, 2000),
    sigmaPx: range(1, 64),
    rotationDegrees: range(-360, 360).default([0, 0]),
    zoom: range(0.1, 10).default([1, 1]),
    order: order.default(3),
    border: border.default('zero'),
  }),
  /** A cubic B-spline over `cells` × `cells` cells, each of its control points moved by N(0, sdPx²) in x and y. */
  z.strictObject({
    op: z.literal('b-spline'),
    ...timed,
    cells: z.number().int().min(1).max(16).default(2),
    sdPx: z.number().min(0).max(100).default(15),
    order,
    border: border.default('symmetric'),
  }),
  /** Scaled by one of the factors, filled up below and to the right with the mean grey, cropped at random to its old size. */
  z.strictObject({
    op: z.literal('scale-crop'),
    ...timed,
    factors: z.array(z.number().min(0.25).max(4)).min(1).max(32),
  }),
  /** Each plane of a volume is moved by itself with this share, by whole pixels drawn from N(0, sdPx²); nought comes in. */
  z.strictObject({
    op: z.literal('motion'),
    ...timed,
    share: share.default(0.1),
    sdPx: z.number().min(0).max(100).default(20),
  }),
  /** x^γ on the sample scaled to 0..1; of the inverted image; mean and SD kept if asked. */
  z.strictObject({
    op: z.literal('gamma'),
    ...timed,
    gamma: range(0.1, 10),
    inverted: z.boolean().default(false),
    keepStatistics: z.boolean().default(false),
  }),
  /** Gaussian noise, its variance drawn, in units of the normalised sample. */
  z.strictObject({ op: z.literal('noise'), ...timed, variance: range(0, 1) }),
  /** A Gaussian blur in plane. */
  z.strictObject({ op: z.literal('blur'), ...timed, sigmaPx: range(0.1, 8) }),
  z.strictObject({ op: z.literal('brightness'), ...timed, factor: range(0, 4) }),
  /** Contrast about the mean; values stay within their old range. */
  z.strictObject({ op: z.literal('contrast'), ...timed, factor: range(0, 4) }),
  /** Reduced in plane to the nearest pixels and enlarged again by cubic splines. */
  z.strictObject({ op: z.literal('low-resolution'), ...timed, factor: range(0.1, 1) }),
  /** The short form as one step of a list. */
  Augmentation.extend({ op: z.literal('everyday'), epochs: timed.epochs }),
] as const

const Single = z.discriminatedUnion('op', single)
/** All of `transforms`, or none: one toss of a coin for them together. */
const Sometimes = z.strictObject({
  op: z.literal('sometimes'),
  ...timed,
  transforms: z.array(Single).min(1).max(20),
})

/** One step of an augmentation. */
export const Transform = z.discriminatedUnion('op', [...single, Sometimes])
export type Transform = z.infer<typeof Transform>
export type TransformOf<Op extends Transform['op']> = Extract<Transform, { op: Op }>

/** Published augmentations (datasets.md C, networks.md D); models/augmentation/presets.ts has their steps. */
export const augmentationPresets = [
  'A-none',
  'A-S0-SB',
  'A-S0-caffe',
  'A-S1',
  'A-S2',
  'A-KH',
  'A-S4',
  'A-ACDC-2D',
  'A-ACDC-3D',
  'A-NNUNET',
] as const
export const AugmentationPreset = z.enum(augmentationPresets)
export type AugmentationPreset = z.infer<typeof AugmentationPreset>

const Steps = z.array(Transform).max(30)

/**
 * What an experiment says of augmentation: nothing (null), the short form, a published one by its id, or steps in their
 * order. Each form is read by its own schema, so that a mistake is told where it is.
 */
export const AugmentationChoice = z
  .custom<z.input<typeof Augmentation> | AugmentationPreset | z.input<typeof Steps> | null>()
  .transform((given, context): Augmentation | AugmentationPreset | z.infer<typeof Steps> | null => {
    if (given === null) return null
    const schema =
      typeof given === 'string' ? AugmentationPreset : Array.isArray(given) ? Steps : Augmentation
    const parsed = schema.safeParse(given)
    if (parsed.success) return parsed.data
    for (const { path, message } of parsed.error.issues) context.addIssue({ code: 'custom', path, message })
    return z.NEVER
  })
export type AugmentationChoice = z.infer<typeof AugmentationChoice>
