import type { Fault } from '#shared/errors/result'

/** How far a model run is; one value that cannot contradict itself. */
export type ModelRunState =
  | { readonly phase: 'idle' }
  | { readonly phase: 'running'; readonly done: number; readonly total: number; readonly what: string }
  | { readonly phase: 'failed'; readonly fault: Fault }
