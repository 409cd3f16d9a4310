import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Edit, JournalEntry } from '#shared/domain/segmentation'
import { deleteContour, drawContour } from '#shared/editing/contourEdits'
import { draftsFrom } from '#shared/editing/draftEdits'
import { emptyHistory, record, redo, replay, undo, withEdit, type Edited } from '#shared/editing/history'
import { applied, emptySegmentation } from '#shared/editing/segmentation'
import { segmentationText } from '../../../fixtures/segmentationText'
import { setExcluded, setFlagged, setMark, setReview } from '#shared/editing/studyEdits'
import { squareContour } from '../geometry/heart'

const start: Edited = { segmentation: emptySegmentation, history: emptyHistory }
const gesture = (n: number) => ({ id: `e${n}`, at: '2026-01-02T03:04:05Z', actor: 'AB' })

/** One of everything that an edit can be, chosen by numbers. */
function someEdit({ segmentation }: Edited, n: number, [kind, slice, size]: readonly number[]): Edit | null {
  const place = { slice: slice!, phase: size! % 3 }
  const drawn = squareContour('lv-endo', place.slice, place.phase, size! + 2)
  switch (kind) {
    case 0:
      return drawContour(segmentation, drawn, gesture(n))
    case 1:
      return deleteContour(segmentation, drawn, gesture(n))
    case 2:
      return setMark(segmentation, size! % 2 ? 'ed' : 'es', place.phase, gesture(n))
    case 3:
      return setExcluded(segmentation, place, size! % 2 === 0, gesture(n))
    case 4:
      return setFlagged(segmentation, place, size! % 2 === 0, gesture(n))
    case 5:
      return setReview(segmentation, size! % 2 ? 'in-progress' : 'flagged', gesture(n))
    default:
      return draftsFrom(
        [drawn, squareContour('rv-endo', place.slice, 0, size! + 1)],
        segmentation,
        gesture(n),
      ).edit
  }
}

const choices = fc.array(fc.tuple(fc.nat(6), fc.nat(3), fc.nat(9)), { maxLength: 30 })

const after = (states: Edited, plan: ReturnType<typeof undo>): Edited => ({
  segmentation: applied(states.segmentation, plan!.step),
  history: plan!.history,
})

describe('undo and redo (features R-UN)', () => {
  test('undoing everything restores each state byte for byte, and redoing everything the last (R-UN-7)', () => {
    fc.assert(
      fc.property(choices, (drawn) => {
        let state = start
        const texts = [segmentationText(state.segmentation)]
        drawn.forEach((choice, n) => {
          const made = someEdit(state, n, choice)
          if (!made) return
          state = withEdit(state, made)
          texts.push(segmentationText(state.segmentation))
        })
        const last = texts.at(-1)
        for (const text of texts.toReversed().slice(1)) {
          state = after(state, undo(state.history))
          expect(segmentationText(state.segmentation)).toBe(text)
        }
        expect(undo(state.history)).toBeNull()
        while (redo(state.history)) state = after(state, redo(state.history))
        expect(segmentationText(state.segmentation)).toBe(last)
      }),
    )
  })

  test('the plan says where to go before the step and what it was called (R-UN-3)', () => {
    const made = drawContour(emptySegmentation, squareContour('lv-endo', 3, 11, 8), gesture(1), 'Push')
    const plan = undo(record(emptyHistory, made))!
    expect(plan.edit).toMatchObject({ label: 'Push, LV endo', place: { slice: 3, phase: 11 }, actor: 'AB' })
  })

  test('only a new edit clears what can be repeated (R-UN-6)', () => {
    const one = withEdit(start, setReview(emptySegmentation, 'complete', gesture(1))!)
    const back = after(one, undo(one.history))
    expect(redo(back.history)!.edit.id).toBe('e1')
    const other = withEdit(back, setReview(emptySegmentation, 'flagged', gesture(2))!)
    expect(redo(other.history)).toBeNull()
    expect(other.history.done.map(({ id }) => id)).toEqual(['e2'])
  })

  test('a thousand steps can all be taken back (R-UN-6)', () => {
    let state = start
    for (let n = 0; n < 1000; n++) {
      state = withEdit(
        state,
        drawContour(state.segmentation, squareContour('lv-endo', n % 9, 0, 3 + (n % 7)), gesture(n)),
      )
    }
    for (let n = 0; n < 1000; n++) state = after(state, undo(state.history))
    expect(segmentationText(state.segmentation)).toBe(segmentationText(emptySegmentation))
  })
})

describe('a journal read again', () => {
  const edits: Edit[] = []
  for (let n = 0, state = start; n < 3; n++) {
    const made = drawContour(state.segmentation, squareContour('lv-endo', n, 0, 5 + n), gesture(n))
    edits.push(made)
    state = withEdit(state, made)
  }
  const done = (n: number): JournalEntry => ({ type: 'edit', edit: edits[n]! })
  const took = (type: 'undo' | 'redo', n: number): JournalEntry => ({
    type,
    edit: `e${n}`,
    at: '2026-01-02T03:05:00Z',
  })

  test('edits, undos and redos lead to where the reader stood', () => {
    const replayed = replay([done(0), done(1), took('undo', 1), took('redo', 1), took('undo', 1), done(2)])
    expect(replayed.stoppedAt).toBeNull()
    expect([...replayed.segmentation.contours.keys()]).toEqual(['lv-endo/0/0', 'lv-endo/2/0'])
    expect(replayed.history.done.map(({ id }) => id)).toEqual(['e0', 'e2'])
    expect(replayed.history.undone).toEqual([])
  })

  test('it can be read on from a snapshot', () => {
    const half = replay([done(0), done(1)])
    const whole = replay([took('undo', 1)], half)
    expect(segmentationText(whole.segmentation)).toBe(segmentationText(replay([done(0)]).segmentation))
  })

  test('it stops at an entry that cannot follow, and says at which', () => {
    const replayed = replay([done(0), took('undo', 1), done(2)])
    expect(replayed.stoppedAt).toBe(1)
    expect([...replayed.segmentation.contours.keys()]).toEqual(['lv-endo/0/0'])
    expect(replay([took('redo', 0)]).stoppedAt).toBe(0)
  })
})
