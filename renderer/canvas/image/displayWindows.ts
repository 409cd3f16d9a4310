import type { DisplayWindow } from '#shared/domain/study'
import type { ImageFrame } from './imageFrame'

const samples = 40_000

/** Values of a frame after rescale, sorted; large frames are thinned evenly. */
function sortedValues({ header, stored }: ImageFrame): Float64Array {
  const step = Math.max(1, Math.floor(stored.length / samples))
  const values = new Float64Array(Math.ceil(stored.length / step))
  for (let i = 0; i < values.length; i++) values[i] = stored[i * step]! * header.slope + header.intercept
  return values.sort()
}

const between = (low: number, high: number): DisplayWindow => ({
  centre: (low + high) / 2,
  width: Math.max(high - low, Number.EPSILON),
  origin: 'percentile',
})

/** The window from one percentile of a frame's values to another, in percent. */
export function percentileWindow(frame: ImageFrame, lowPercent = 1, highPercent = 99): DisplayWindow {
  const values = sortedValues(frame)
  const at = (percent: number) => values[Math.round((percent / 100) * (values.length - 1))]!
  return between(at(lowPercent), at(highPercent))
}

/** Everything that the frame holds, from its smallest to its largest value. */
export function fullWindow(frame: ImageFrame): DisplayWindow {
  return percentileWindow(frame, 0, 100)
}

/** Bright blood against grey muscle: from the median to nearly the brightest value. */
export function bloodPoolWindow(frame: ImageFrame): DisplayWindow {
  return percentileWindow(frame, 50, 99.5)
}

/**
 * The window after a drag: right is wider, up is brighter (a lower centre). A step is 1/500 of the wider of the present window and
 * the window that the file gave, so that it suits the data's range.
 */
export function draggedWindow(
  from: DisplayWindow,
  file: DisplayWindow,
  rightPx: number,
  downPx: number,
): DisplayWindow {
  const step = Math.max(from.width, file.width) / 500
  return {
    centre: from.centre + downPx * step,
    width: Math.max(from.width + rightPx * step, file.width / 1000),
    origin: 'reader',
  }
}
