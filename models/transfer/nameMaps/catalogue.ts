import type { NetworkId } from '#shared/domain/network'
import { countOf, type NamedArray } from '#shared/domain/namedArray'
import type { NameMap } from '../nameMap'
import { alexnetCaffe, alexnetNumpy, alexnetOnnx, alexnetTorchvision } from './alexnet'
import { deeplabCaffe, deeplabState, deeplabState2018, resnetTorchvision } from './deeplab'
import { fcnTranKeras } from './fcnTranKeras'
import { ownNames } from './own'
import { vggCaffe, vggKeras, vggNumpy, vggOnnx, vggTorchvision } from './vgg'

/** Every kind of names; the first that knows a file and belongs to its network is taken. */
export const nameMaps: readonly NameMap[] = [
  alexnetTorchvision,
  alexnetCaffe,
  alexnetNumpy,
  alexnetOnnx,
  vggCaffe,
  vggNumpy,
  vggOnnx,
  vggTorchvision,
  vggKeras,
  fcnTranKeras,
  deeplabState,
  deeplabState2018,
  deeplabCaffe,
  resnetTorchvision,
  ownNames,
]

/** The kind of a file's names for a network; null when none knows them. */
export function nameMapOf(network: NetworkId, arrays: readonly NamedArray[]): NameMap | null {
  const names = new Set(arrays.map(({ name }) => name))
  const windowFirst = windowStandsFirst(arrays)
  return (
    nameMaps.find(
      (map) =>
        map.networks.includes(network) &&
        map.knows(names) &&
        (map.windowFirst === undefined || windowFirst === null || map.windowFirst === windowFirst),
    ) ?? null
  )
}

/**
 * The same names stand in caffemodels and in the dictionaries made of them for TensorFlow; a first convolution tells
 * them apart: out first, or the window first. Null: it has none of that name.
 */
function windowStandsFirst(arrays: readonly NamedArray[]): boolean | null {
  const first = arrays.find(({ name }) => /^conv1(_1)?\/(0|weights)$/.test(name))
  if (!first || first.shape.length !== 4 || countOf(first.shape) === 0) return null
  const [a, b] = first.shape
  const [c, d] = first.shape.slice(2)
  return a === b && c !== d
}
