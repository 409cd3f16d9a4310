import type { StackFrame } from './stackFrame'
import type { Stack } from './stackGrid'

/** Slice and phase of each image of a stack by the number that contour files know it by; frames without one are left out. */
export function numberedPlaces(
  stack: Stack,
  numberOf: (frame: StackFrame) => number | null,
): Map<number, { slice: number; phase: number }> {
  const places = new Map<number, { slice: number; phase: number }>()
  stack.places.forEach((row, slice) =>
    row.forEach((frame, phase) => {
      const number = frame && numberOf(frame)
      if (number !== null) places.set(number, { slice, phase })
    }),
  )
  return places
}
