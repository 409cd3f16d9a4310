import type { NetworkId } from '#shared/domain/network'
import type { Layout } from './layouts'

/** Where one of our weights comes from in a file. */
export interface WeightSource {
  /** The first of these that the file has. */
  readonly names: readonly string[]
  readonly layout: Layout
  /** The blob of the same layer whose one number divides the values: Caffe sums its running statistics up. */
  readonly dividedByBlob?: number
  /** This share of the input maps stands first in the file and last in our network. */
  readonly firstIsLast?: number
}

/** How a kind of file names the weights of some networks (networks.md E3). */
export interface NameMap {
  readonly id: string
  readonly title: string
  readonly networks: readonly NetworkId[]
  /** Is a file with these names of this kind? */
  readonly knows: (names: ReadonlySet<string>) => boolean
  /** Null: this kind has no such weight. */
  readonly source: (weight: string) => WeightSource | null
  /** Names that are expected to be of no use, such as the classes of photographs. */
  readonly leaves?: RegExp
  /** Told from a kind with the same names by its first convolution: does the window stand before the maps? */
  readonly windowFirst?: boolean
  /** The file's first layer reads red, green, blue; the network was published with blue, green, red. */
  readonly planesTurned?: boolean
  /** What its network read, in words; the report says so. */
  readonly reads?: string
  /** Why a file of this kind cannot be used: it looks alike and is another network. */
  readonly refusal?: string
}

/** A weight's layer and its own name: `conv1/kernel` → [`conv1`, `kernel`]. */
export function layerAndWeight(weight: string): [layer: string, weight: string] {
  const at = weight.lastIndexOf('/')
  return [weight.slice(0, at), weight.slice(at + 1)]
}
