import type { Value } from '../ir'
import { channelsFirst, type Lowering } from '../lowering'

/** What a norm measures as one: an image, or all slices of a volume. */
export const mapsOf = (lowering: Lowering, x: Value): readonly Value[] =>
  x.shape.length === 5 ? lowering.slices(x) : [x]

/** Sets an image, or a volume's slices, from blocked maps of any shape. */
export function setMaps(lowering: Lowering, output: Value, maps: readonly string[]): void {
  const volume = output.shape.length === 5
  const images = volume ? maps.map(() => lowering.sliceOf(output)) : [output]
  images.forEach((image, index) =>
    lowering.setBlocked4(image, lowering.reshape(maps[index] ?? '', channelsFirst(image.shape))),
  )
  if (volume) lowering.setSlices(output, images)
}

/** The mean over all pixels of some maps, per image and channel: [N, C]. */
export function averageOf(lowering: Lowering, maps: readonly Value[]): string {
  const averages = maps.map((map) => {
    const [n = 1, , , channels = 1] = map.shape
    return lowering.reshape(lowering.blockedOp('GlobalAveragePool', [lowering.blocked4(map)]), [n, channels])
  })
  return averages.length > 1 ? lowering.emit('Mean', averages) : (averages[0] ?? '')
}

export const sumOf = (lowering: Lowering, names: readonly string[]): string =>
  names.length > 1 ? lowering.emit('Sum', names) : (names[0] ?? '')

/** Vectors over channels, [n, from], as [n, to]: filled up with noughts, or cut. */
export function fitted(lowering: Lowering, name: string, n: number, from: number, to: number): string {
  const vectors = lowering.reshape(name, [n, from])
  if (from === to) return vectors
  return from < to ? lowering.pad(vectors, [0, 0], [0, to - from]) : lowering.slice(vectors, [0], [to], [1])
}
