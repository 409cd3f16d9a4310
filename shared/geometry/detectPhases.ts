import type { VolumeCurveMl } from './volumes'

/** Phases from 0. */
export interface DetectedPhases {
  readonly ed: number
  readonly es: number
}

/** End-diastole is looked for in this share of the cycle at either end of it. */
const edShare = 0.3
const largestGap = 0.3

/**
 * End-diastole and end-systole from a volume curve over one heart cycle (evaluation K1): the curve is smoothed by a
 * periodic mean of three; ED is its largest value in the first and the last 30 % of the cycle, ES its smallest. Phases
 * without a volume take the value between their neighbours. Null when they are more than 30 % of the cycle, or when
 * the curve does not move: then only the file or the reader can say.
 */
export function detectPhases(curveMl: VolumeCurveMl): DetectedPhases | null {
  const n = curveMl.length
  const known = curveMl.filter((volume) => volume !== null).length
  if (n < 2 || n - known > largestGap * n) return null
  const filled = curveMl.map((volume, phase) => volume ?? between(curveMl, phase))
  const smooth =
    n < 3 ? filled : filled.map((volume, i) => (filled[(i + n - 1) % n]! + volume + filled[(i + 1) % n]!) / 3)
  const [least, most] = [Math.min(...smooth), Math.max(...smooth)]
  if (!(most > least)) return null
  const atEnds = smooth.map((volume, i) => (i < edShare * n || i >= (1 - edShare) * n ? volume : -Infinity))
  const ed = atEnds.indexOf(Math.max(...atEnds))
  const es = smooth.indexOf(least)
  return ed === es ? null : { ed, es }
}

/** On the straight line between the nearest known phases on either side, round the cycle. */
function between(curveMl: VolumeCurveMl, phase: number): number {
  const n = curveMl.length
  const nearest = (step: 1 | -1): [distance: number, volume: number] => {
    for (let distance = 1; ; distance++) {
      const volume = curveMl[(((phase + step * distance) % n) + n) % n]
      if (volume !== null && volume !== undefined) return [distance, volume]
    }
  }
  const [back, before] = nearest(-1)
  const [ahead, after] = nearest(1)
  return (before * ahead + after * back) / (back + ahead)
}
