import type { PointPx } from '#shared/domain/contour'
import type { Ring } from './polygon'

const same = (a: PointPx, b: PointPx): boolean => a.x === b.x && a.y === b.y

/** Channels that are looked for: a real contour has one or two, and looking takes time. */
const mostChannels = 16

/**
 * Takes a keyhole apart: a ring that runs along a channel to a hole, around it, and back the same way becomes its outer
 * ring and the ring of the hole (DICOM PS3.3 C.8.8.6.3). Even-odd, both enclose the same. Points that repeat the next
 * are dropped, and rings of fewer than three points.
 */
export function withoutKeyhole(ring: Ring, channels = mostChannels): PointPx[][] {
  const points = ring.filter((point, i) => !same(point, ring[(i + 1) % ring.length]!))
  const channel = channels > 0 ? findChannel(points) : null
  if (!channel) return points.length >= 3 ? [points] : []
  const [from, to] = channel
  // The edge from → from + 1 comes back as to → to + 1: cut there.
  return [
    ...withoutKeyhole([...points.slice(0, from + 1), ...points.slice(to + 2)], channels - 1),
    ...withoutKeyhole(points.slice(from + 1, to + 1), channels - 1),
  ]
}

/** The first edge that a later edge runs back; indices of their first points. */
function findChannel(points: readonly PointPx[]): [number, number] | null {
  const key = ({ x, y }: PointPx): string => `${x} ${y}`
  const edges = new Map<string, number>()
  for (let i = 0; i < points.length; i++) {
    const there = key(points[i]!)
    const here = key(points[(i + 1) % points.length]!)
    const earlier = edges.get(`${here}|${there}`)
    if (earlier !== undefined) return [earlier, i]
    if (!edges.has(`${there}|${here}`)) edges.set(`${there}|${here}`, i)
  }
  return null
}
