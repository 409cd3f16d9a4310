/** Probabilities [Z, side, side, channels] of planes [Z, side, side]. */
export type Predict = (planes: Float32Array) => Float32Array

/**
 * The mean of a network's probabilities over the four mirrorings in plane (networks.md A8, test time): each mirrored stack
 * is segmented and its answer mirrored back. Slices stay in their order: through plane, pixels are another thing.
 */
export function mirroredProbabilities(
  predict: Predict,
  planes: Float32Array,
  side: number,
  channels: number,
): Float32Array {
  const sum = new Float32Array(planes.length * channels)
  for (const [acrossX, acrossY] of [
    [false, false],
    [true, false],
    [false, true],
    [true, true],
  ] as const) {
    const answer = predict(mirrored(planes, side, 1, acrossX, acrossY))
    const back = mirrored(answer, side, channels, acrossX, acrossY)
    for (let i = 0; i < sum.length; i++) sum[i]! += back[i]! / 4
  }
  return sum
}

/** Planes [Z, side, side, channels] mirrored left to right, top to bottom, or both. */
function mirrored(
  planes: Float32Array,
  side: number,
  channels: number,
  acrossX: boolean,
  acrossY: boolean,
): Float32Array {
  if (!acrossX && !acrossY) return planes
  const out = new Float32Array(planes.length)
  const row = side * channels
  for (let from = 0, line = 0; from < planes.length; from += row, line++) {
    const y = line % side
    const to = acrossY ? from + (side - 1 - 2 * y) * row : from
    for (let x = 0; x < side; x++) {
      const [here, there] = [from + x * channels, to + (acrossX ? side - 1 - x : x) * channels]
      for (let k = 0; k < channels; k++) out[there + k] = planes[here + k]!
    }
  }
  return out
}
