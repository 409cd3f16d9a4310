import type { Orientation } from '#shared/domain/grid'

/** How the image is turned on the screen: mirrored in its own axes first, then turned clockwise. */
export interface ImageTurn {
  readonly mirrorX: boolean
  readonly mirrorY: boolean
  readonly clockwiseDegrees: 0 | 90 | 180 | 270
}

export const unturned: ImageTurn = { mirrorX: false, mirrorY: false, clockwiseDegrees: 0 }

/** Letters at the four edges of the pane: R, L, A, P, H, F, the stronger one first where the plane is oblique. */
export interface EdgeLetters {
  readonly left: string
  readonly right: string
  readonly top: string
  readonly bottom: string
}

type Vector = Orientation['row']

/** LPS: patient left, posterior and head are positive. */
const positive = ['L', 'P', 'H']
const negative = ['R', 'A', 'F']

/** A second letter stands where the direction leans over by 15 degrees or more. */
const leaning = Math.sin((15 * Math.PI) / 180)

/** The letters at the edges, from the direction cosines; null when the orientation is unknown (R-RD-10, X1). */
export function orientationLetters(orientation: Orientation | null, turn = unturned): EdgeLetters | null {
  if (!orientation) return null
  const towardsRight = turn.mirrorX ? opposite(orientation.row) : orientation.row
  const towardsBottom = turn.mirrorY ? opposite(orientation.column) : orientation.column
  const [right, bottom] = turned(towardsRight, towardsBottom, turn.clockwiseDegrees)
  return {
    left: lettersOf(opposite(right)),
    right: lettersOf(right),
    top: lettersOf(opposite(bottom)),
    bottom: lettersOf(bottom),
  }
}

const opposite = ([x, y, z]: Vector): Vector => [-x, -y, -z]

function turned(right: Vector, bottom: Vector, degrees: ImageTurn['clockwiseDegrees']): [Vector, Vector] {
  switch (degrees) {
    case 0:
      return [right, bottom]
    case 90:
      return [opposite(bottom), right]
    case 180:
      return [opposite(right), opposite(bottom)]
    case 270:
      return [bottom, opposite(right)]
  }
}

function lettersOf(direction: Vector): string {
  return direction
    .map((share, axis) => ({ size: Math.abs(share), letter: (share > 0 ? positive : negative)[axis]! }))
    .toSorted((a, b) => b.size - a.size)
    .filter(({ size }, place) => place === 0 || (place === 1 && size >= leaning))
    .map(({ letter }) => letter)
    .join('')
}
