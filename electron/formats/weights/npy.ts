import type { NamedArray } from '#shared/domain/namedArray'
import { ByteCursor } from './ByteCursor'
import { heldArray, shortName } from './heldArray'
import { numpyKind, pickledArrays, rowMajor } from './numpyPickle'

const magic = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59]
export const isNpy = (bytes: Uint8Array): boolean => magic.every((byte, at) => bytes[at] === byte)

/** The arrays of a .npy file: one called `name`, or those of a pickled dictionary (`bvlc_alexnet.npy`). Errors: see `pickledArrays`. */
export function npyArrays(bytes: Uint8Array, file: string, name: string): NamedArray[] {
  const cursor = new ByteCursor(bytes, file)
  cursor.take(magic.length)
  const major = cursor.u8()
  cursor.u8()
  const length = major === 1 ? cursor.u16() : cursor.u32()
  const head = new TextDecoder().decode(cursor.take(length))
  const [, kindWord] = /'descr':\s*'([^']{1,12})'/.exec(head) ?? []
  const [, shapeText] = /'shape':\s*\(([\d,\sL]{0,200})\)/.exec(head) ?? []
  if (kindWord === undefined || shapeText === undefined)
    throw cursor.malformed('its head has no kind or shape')
  if (kindWord.endsWith('O')) return pickledArrays(cursor)
  const kind = numpyKind(kindWord)
  if (!kind) throw cursor.malformed(`its numbers are of the kind ${shortName(kindWord)}`)
  const shape = shapeText
    .split(',')
    .map((part) => part.trim().replace(/L$/, ''))
    .filter((part) => part !== '')
    .map(Number)
  const held = heldArray(name, shape, cursor.take(cursor.left), kind, file)
  return [/'fortran_order':\s*True/.test(head) ? rowMajor(held) : held]
}
