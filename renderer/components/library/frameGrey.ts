import type { FrameHeader } from '#shared/domain/study'

/** Stored values of a frame as they lie in its bytes (little-endian, as every machine that Septum runs on). */
export function storedValues(
  { type }: FrameHeader,
  bytes: Uint8Array,
): Uint16Array | Int16Array | Float32Array {
  const { buffer, byteOffset, byteLength } = bytes.slice()
  switch (type) {
    case 'uint16':
      return new Uint16Array(buffer, byteOffset, byteLength >> 1)
    case 'int16':
      return new Int16Array(buffer, byteOffset, byteLength >> 1)
    case 'float32':
      return new Float32Array(buffer, byteOffset, byteLength >> 2)
  }
}

/** The 1st and 99.5th percentile of the values, from at most 4,096 of them; [v, v + 1] where all are v. */
export function greyRange(values: ArrayLike<number>): readonly [number, number] {
  const step = Math.max(1, Math.floor(values.length / 4096))
  const sample: number[] = []
  for (let i = 0; i < values.length; i += step) sample.push(values[i]!)
  sample.sort((a, b) => a - b)
  const low = sample[Math.floor(sample.length * 0.01)] ?? 0
  const high = sample[Math.min(sample.length - 1, Math.floor(sample.length * 0.995))] ?? 1
  return high > low ? [low, high] : [low, low + 1]
}

/** 8-bit grey of stored values: black at or below `low`, white at or above `high`. */
export function greyOf(values: ArrayLike<number>, [low, high]: readonly [number, number]): Uint8Array {
  const grey = new Uint8Array(values.length)
  const scale = 255 / (high - low)
  for (let i = 0; i < grey.length; i++)
    grey[i] = Math.max(0, Math.min(255, Math.round((values[i]! - low) * scale)))
  return grey
}

/** `count` slices spread evenly from base to apex, all where there are fewer; of many the outermost tenths are left out. */
export function montageSlices(slices: number, count: number): number[] {
  const wanted = Math.min(slices, count)
  const margin = slices >= 1.5 * count ? 0.1 : 0
  return Array.from({ length: wanted }, (_, i) =>
    Math.round((slices - 1) * (wanted === 1 ? 0.5 : margin + ((1 - 2 * margin) * i) / (wanted - 1))),
  )
}
