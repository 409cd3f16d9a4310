import type { LabelRing } from '../pictures/labelRings'

/** One pane of Compare: whose contours, how they are drawn, and what stands in its corners. */
export interface ComparePane {
  readonly key: string
  readonly kind: 'reference' | 'candidate' | 'difference'
  readonly letter: string
  readonly title: string
  readonly colour: string
  readonly dash: readonly number[]
  /** Null: on its way, or missing with `problem` saying why. */
  readonly rings: readonly LabelRing[] | null
  /** The reference's, where the difference is painted. */
  readonly truth: readonly LabelRing[] | null
  /** What the coloured areas are: against the reference, or what post-processing changed. */
  readonly areas: 'difference' | 'changes'
  readonly problem: string | null
  /** Lines at the upper right, such as "Dice MYO 0.84". */
  readonly scores: readonly string[]
}
