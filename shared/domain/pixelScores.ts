import { z } from './schema'

const score = z.number().nullable()

/** Scores of all pixels of all images together (evaluation.md E0.3, dataset_confusion), as S1 reports them. */
export const PixelScores = z.object({
  /** In the order of the rows and columns of the matrix. */
  classes: z.array(z.string()),
  /** Pixels of true class i (row) that were predicted as class j (column). */
  matrix: z.array(z.array(z.number())),
  /** One a class, as are the next two; null where the class is in neither side, or for accuracy never true. */
  iou: z.array(score),
  dice: z.array(score),
  accuracy: z.array(score),
  /** Means over the classes that have a value. */
  meanIou: score,
  meanDice: score,
  meanAccuracy: score,
  /** IoU weighted by how often a class is true; S1 prints it as "FreqW Acc" (quirk D4). */
  frequencyWeightedIou: score,
  /** Share of all pixels that are right; the accuracies weighted by frequency are the same number. */
  overallAccuracy: score,
  /** What calling everything by the commonest class would reach of it (quirk D36). */
  majorityAccuracy: score,
})
export type PixelScores = z.infer<typeof PixelScores>
