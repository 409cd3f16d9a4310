import type { Port } from './contract'

/** Which bundle a child runs: it lies beside the host's own as `<entry>.js`. */
export type ChildEntry = 'read' | 'infer' | 'train' | 'probe'

/** A child as its parent sees it: a port to talk over, and a way to end it. */
export interface ChildProcess {
  readonly pid: number | undefined
  readonly port: Port
  /** Ends it without asking. */
  kill(): void
  /** Called once, with the exit code, or the signal's name when it was killed. */
  onExit(listener: (exit: number | string) => void): void
}

/** How a door starts children; tests hand in their own. */
export type Fork = (entry: ChildEntry) => ChildProcess
