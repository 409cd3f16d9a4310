import type { PreparedVolume } from '../training/preparedVolume'
import type { KeptEntry } from '#electron/workspace/preparedCache'

/** The prepared volumes of a case, and what was said of it. */
export interface PreparedCase {
  readonly volumes: readonly PreparedVolume[]
  readonly note: string | null
}

type Facts = Omit<PreparedVolume, 'slices' | 'labels' | 'reference'>

/** A case as the cache keeps it; three arrays a volume. */
export function keptCase({ volumes, note }: PreparedCase): KeptEntry {
  const bytes = ({ buffer, byteOffset, byteLength }: Float32Array | Uint8Array) =>
    new Uint8Array(buffer, byteOffset, byteLength)
  return {
    facts: { note, volumes: volumes.map(({ slices: _s, labels: _l, reference: _r, ...facts }) => facts) },
    arrays: volumes.flatMap(({ slices, labels, reference }) => [slices, labels, reference].map(bytes)),
  }
}

/** The way back. The facts were written by `keptCase`: their hash says so. */
export function caseOf({ facts, arrays }: KeptEntry): PreparedCase {
  const { note, volumes } = facts as { note: string | null; volumes: readonly Facts[] }
  return {
    note,
    volumes: volumes.map((volume, i) => {
      const [slices, labels, reference] = arrays.slice(3 * i, 3 * i + 3)
      return {
        ...volume,
        slices: new Float32Array(new Uint8Array(slices!).buffer),
        labels: new Uint8Array(labels!),
        reference: new Uint8Array(reference!),
      }
    }),
  }
}
