import { describe, expect, test } from 'vitest'
import type { Orientation } from '#shared/domain/grid'
import { orientationLetters, type ImageTurn } from '#shared/geometry/orientationLetters'

type Vector = Orientation['row']
const plane = (row: Vector, column: Vector): Orientation => ({
  row,
  column,
  normal: [0, 0, 1],
  originMm: [0, 0, 0],
})
const axial = plane([1, 0, 0], [0, 1, 0])

describe('letters at the edges (features R-RD-10, U14, X1)', () => {
  test('an axial plane has the right side of the patient on the left', () => {
    expect(orientationLetters(axial)).toEqual({ left: 'R', right: 'L', top: 'A', bottom: 'P' })
  })

  test('a coronal and a sagittal plane have the head on top', () => {
    expect(orientationLetters(plane([1, 0, 0], [0, 0, -1]))).toEqual({
      left: 'R',
      right: 'L',
      top: 'H',
      bottom: 'F',
    })
    expect(orientationLetters(plane([0, 1, 0], [0, 0, -1]))).toEqual({
      left: 'A',
      right: 'P',
      top: 'H',
      bottom: 'F',
    })
  })

  test('an oblique short axis has two letters an edge, the stronger one first', () => {
    const oblique = plane([0.71, 0.62, -0.33], [-0.2, 0.63, 0.75])
    expect(orientationLetters(oblique)).toEqual({ left: 'RA', right: 'LP', top: 'FA', bottom: 'HP' })
  })

  test('a plane that leans by less than 15 degrees keeps one letter', () => {
    const lean = (14 * Math.PI) / 180
    const leaning = plane([Math.cos(lean), Math.sin(lean), 0], [-Math.sin(lean), Math.cos(lean), 0])
    expect(orientationLetters(leaning)).toEqual({ left: 'R', right: 'L', top: 'A', bottom: 'P' })
  })

  test('unknown stays unknown', () => {
    expect(orientationLetters(null)).toBeNull()
  })

  test('all mirrors and turns agree with where the corner pixels go on the screen', () => {
    const letterTowards: Record<string, string> = { '1,0': 'L', '-1,0': 'R', '0,1': 'P', '0,-1': 'A' }
    for (const mirrorX of [false, true])
      for (const mirrorY of [false, true])
        for (const clockwiseDegrees of [0, 90, 180, 270] as const) {
          const turn: ImageTurn = { mirrorX, mirrorY, clockwiseDegrees }
          const screen = (x: number, y: number): [number, number] => {
            let [u, v] = [mirrorX ? -x : x, mirrorY ? -y : y]
            for (let quarter = 0; quarter < clockwiseDegrees / 90; quarter++) [u, v] = [-v, u]
            return [u + 0, v + 0]
          }
          const letters = orientationLetters(axial, turn)!
          const edges = {
            '1,0': letters.right,
            '-1,0': letters.left,
            '0,1': letters.bottom,
            '0,-1': letters.top,
          }
          for (const [x, y] of [
            [1, 0],
            [-1, 0],
            [0, 1],
            [0, -1],
          ] as const)
            expect(edges[screen(x, y).join() as keyof typeof edges]).toBe(letterTowards[`${x},${y}`])
        }
  })
})
