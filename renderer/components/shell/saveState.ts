/** Whether the work on a screen is on the disk (R-ALL-7); one value that cannot contradict itself. */
export type SaveState =
  | { readonly phase: 'saved'; readonly at: string }
  | { readonly phase: 'saving' }
  | {
      readonly phase: 'failed'
      readonly reason: string
      readonly retry?: () => void
      readonly rescue?: () => void
    }
  | { readonly phase: 'read-only'; readonly reason: string }
