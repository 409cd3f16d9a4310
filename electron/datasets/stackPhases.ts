import type { StackFrame } from './stackFrame'

type Warn = (code: string, text: string) => void

/**
 * Trigger time first, then the file's own number of the phase, then the time of day at which it was taken, then instance
 * number, then the frame in its file (datasets.md B1.10).
 */
function inTime(a: StackFrame, b: StackFrame): number {
  const time = (a.geometry.triggerMs ?? 0) - (b.geometry.triggerMs ?? 0)
  const index = (a.geometry.temporalIndex ?? 0) - (b.geometry.temporalIndex ?? 0)
  const instance = (a.header.instance ?? 0) - (b.header.instance ?? 0)
  return time || index || taken(a, b) || instance || a.frame - b.frame || (a.file < b.file ? -1 : 1)
}

/** 0 where one does not say when, or where it lies: images without a place are shown in the order of their numbers. */
function taken(a: StackFrame, b: StackFrame): number {
  const [one, other] = [a, b].map(({ header, geometry }) => (geometry.positionMm ? header.takenAtMs : null))
  return one === null || other === null ? 0 : one! - other!
}

const sameFrame = (a: StackFrame, b: StackFrame): boolean =>
  a.frame === b.frame && a.header.sopInstance !== '' && a.header.sopInstance === b.header.sopInstance

/** The size that most slices have; the larger one where two are as frequent. */
function usualCount(slices: readonly StackFrame[][]): number {
  const counts = new Map<number, number>()
  for (const { length } of slices) counts.set(length, (counts.get(length) ?? 0) + 1)
  return [...counts].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0]?.[0] ?? 1
}

/** Sorts each slice's frames into phases. Copies of one image are dropped; a frame that is missing leaves its place empty. */
export function inPhases(
  slices: readonly StackFrame[][],
  warn: Warn,
): { places: (StackFrame | null)[][]; phases: number } {
  let copies = 0
  const ordered = slices.map((frames) => {
    const kept: StackFrame[] = []
    for (const frame of [...frames].sort(inTime)) {
      if (kept.some((other) => sameFrame(other, frame))) copies++
      else kept.push(frame)
    }
    return kept
  })
  if (copies > 0)
    warn(
      'DUPLICATES',
      `${copies} ${copies === 1 ? 'image is' : 'images are'} there twice; the copies are left out.`,
    )
  const phases = usualCount(ordered)
  const lead = ordered.find((frames) => frames.length === phases)!
  const times = lead.map((frame) => frame.geometry.triggerMs)
  const places = ordered.map((frames, slice) => {
    if (frames.length === phases) return frames
    const places = placed(frames, phases, times)
    const missing = places.flatMap((frame, phase) => (frame ? [] : [phase + 1]))
    if (missing.length > 0)
      warn('FRAMES_MISSING', `Slice ${slice + 1} has no image at phase ${missing.join(', ')}.`)
    if (frames.length > phases)
      warn(
        'FRAMES_EXTRA',
        `Slice ${slice + 1} has ${frames.length} images where ${phases} belong; the last are left out.`,
      )
    return places
  })
  return { places, phases }
}

/** Puts the frames of an incomplete slice at the phases whose times are nearest, each phase once, in order. */
function placed(
  frames: readonly StackFrame[],
  phases: number,
  times: readonly (number | null)[],
): (StackFrame | null)[] {
  const out = Array.from({ length: phases }, (): StackFrame | null => null)
  let next = 0
  frames.slice(0, phases).forEach((frame, index) => {
    const left = Math.min(frames.length, phases) - index
    let best = next
    const time = frame.geometry.triggerMs
    if (time !== null)
      for (let phase = next; phase <= phases - left; phase++) {
        const [there, here] = [times[phase] ?? null, times[best] ?? null]
        if (there !== null && here !== null && Math.abs(there - time) < Math.abs(here - time)) best = phase
      }
    out[best] = frame
    next = best + 1
  })
  return out
}
