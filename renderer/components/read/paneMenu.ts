/** What the menu of a pane offers, in its order. */
export type PaneMenuChoice = 'delete' | 'copyPrevious' | 'copyNext' | 'count' | 'flag' | 'accept' | 'reject'

export interface PaneMenuItem {
  readonly choice: PaneMenuChoice
  /** The key that does the same without the menu; null: none. */
  readonly chord: string | null
  readonly enabled: boolean
  /** Begins a group. */
  readonly group: boolean
}

/** What there is under the pointer. Slices count from 0. */
export interface PaneMenuFacts {
  readonly slice: number
  readonly slices: number
  /** Whether the boundary in hand is drawn there. */
  readonly drawn: boolean
  readonly locked: boolean
  readonly drafts: number
  /** Another Septum holds the study, or nothing more can be kept. */
  readonly blocked: boolean
}

/** The menu of a pane: what cannot be done now is shown but off; drafts are spoken of only where there are some. */
export function paneMenuItems(facts: PaneMenuFacts): PaneMenuItem[] {
  const { slice, slices, drawn, locked, drafts, blocked } = facts
  const item = (choice: PaneMenuChoice, chord: string | null, may = true, group = false): PaneMenuItem => ({
    choice,
    chord,
    enabled: may && !blocked,
    group,
  })
  const contour = drawn && !locked
  return [
    item('delete', 'Delete', contour),
    item('copyPrevious', 'Ctrl+ArrowUp', contour && slice > 0),
    item('copyNext', 'Ctrl+ArrowDown', contour && slice < slices - 1),
    item('count', null, true, true),
    item('flag', 'Q'),
    ...(drafts > 0 ? [item('accept', 'Enter', true, true), item('reject', 'Backspace')] : []),
  ]
}
