import type { TraceSummary } from '#electron/onnx/step'

/** What compiled steps take, bytes. */
export interface StepsMemory {
  /** What ONNX Runtime's arenas grow to, one for each step. */
  readonly arenaBytes: number
  /** Compiled graphs themselves, with their constants. */
  readonly graphBytes: number
  /** Variables that a step assigns: weights, moments, averages; one copy. */
  readonly stateBytes: number
  /** What goes in and comes out of a step. */
  readonly feedBytes: number
}

/** Measured: what ONNX Runtime keeps for a node of a compiled graph. */
const nodeBytes = 9_000

/** The sum over steps; null where one of them is not known. */
export function stepsMemory(traces: readonly TraceSummary[]): StepsMemory | null {
  const sum = { arenaBytes: 0, graphBytes: 0, stateBytes: 0, feedBytes: 0 }
  for (const { nodes, stateBytes, memory } of traces) {
    const taken = memory()
    if (!taken) return null
    sum.arenaBytes += taken.arenaBytes
    sum.graphBytes += nodes * nodeBytes + taken.initialiserBytes
    sum.stateBytes = Math.max(sum.stateBytes, stateBytes / 2)
    sum.feedBytes += taken.feedBytes - stateBytes
  }
  return sum
}

/** A process that has loaded the engine and nothing else; measured on Linux with Node 20. */
export const idleTrainerBytes = 140e6

/** Measured: copies of the state. Two buffers for each variable, and what the first values leave behind in the heap. */
const stateCopies = 3.5
/** Measured: tracing, and JavaScript's own heap while it trains. */
const heapBytes = 40e6
/** Measured: what operators take for themselves beside their results. */
const scratch = 1.08

/**
 * Resident memory of a training at its fullest. `beforeBytes` is what its process held before the network was built.
 * Measured on all networks: test/bench/memory.bench.mjs.
 */
export const peakBytes = (beforeBytes: number, steps: readonly StepsMemory[]): number =>
  steps.reduce(
    (sum, { arenaBytes, graphBytes, stateBytes, feedBytes }) =>
      sum + scratch * arenaBytes + graphBytes + stateCopies * stateBytes + feedBytes,
    beforeBytes + heapBytes,
  )

/** "1.5 GB", for sentences. */
export const gigabytes = (bytes: number): string => `${(bytes / 1e9).toFixed(1)} GB`
