import type { PixelScores } from '#shared/domain/pixelScores'
import { figure, table } from './table'

/** S1's table: the means, then each class; the frequency-weighted IoU under its own name (quirk D4). */
export function pixelText(scores: PixelScores): string {
  const { classes, iou, dice, accuracy } = scores
  const perClass = table(
    ['Class', 'IoU', 'Dice', 'accuracy'],
    classes.map((name, c) => [name, figure(iou[c], 4), figure(dice[c], 4), figure(accuracy[c], 4)]),
  )
  const all = table(
    ['mean IoU', 'mean Dice', 'mean accuracy', 'frequency-weighted IoU', 'overall accuracy'],
    [
      [
        scores.meanIou,
        scores.meanDice,
        scores.meanAccuracy,
        scores.frequencyWeightedIou,
        scores.overallAccuracy,
      ].map((value) => figure(value, 4)),
    ],
  )
  const baseline = `Calling every pixel by the commonest class would give an overall accuracy of ${figure(scores.majorityAccuracy, 4)}.`
  return [all, perClass, baseline].join('\n\n')
}
