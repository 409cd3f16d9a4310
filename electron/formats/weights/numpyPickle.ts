import { countOf, type NamedArray } from '#shared/domain/namedArray'
import type { ByteCursor } from './ByteCursor'
import type { NumberKind } from './floats'
import { heldArray, mostArrays } from './heldArray'
import { unpickled, type PickleWords } from './pickle'

/** numpy's kinds of numbers, by letter and bytes. */
const kinds: Readonly<Record<string, NumberKind>> = {
  f2: 'f16',
  f4: 'f32',
  f8: 'f64',
  i4: 'i32',
  i8: 'i64',
  u1: 'u8',
  i1: 'i8',
}
/** `<f4` as a kind; undefined for others, big-endian ones too. */
export const numpyKind = (word: string): NumberKind | undefined =>
  word.startsWith('>') ? undefined : kinds[word.replace(/^[<|=]/, '')]

class NumberWord {
  bigEndian = false
  constructor(readonly word: string) {}
}

/** An array of numbers or, with `|O`, of things. */
class PickledArray {
  shape: readonly number[] = []
  kind: NumberWord | null = null
  fortran = false
  content: unknown = null
}

const textOf = (value: unknown): string =>
  value instanceof Uint8Array ? new TextDecoder('latin1').decode(value) : String(value)

const reconstructed = (): PickledArray => new PickledArray()

/** What numpy's own pickles name; nothing else is let in. */
export const numpyWords = (cursor: ByteCursor): PickleWords => ({
  calls: {
    'numpy.core.multiarray._reconstruct': reconstructed,
    'numpy._core.multiarray._reconstruct': reconstructed,
    'numpy.ndarray': reconstructed,
    'numpy.dtype': ([word]) => new NumberWord(textOf(word)),
    // Python 3 writes bytes this way into pickles that Python 2 can read.
    '_codecs.encode': ([text]) => Uint8Array.from(textOf(text), (letter) => letter.charCodeAt(0) & 0xff),
  },
  build: (thing, state) => {
    if (!Array.isArray(state)) throw cursor.malformed('its pickle builds an array from nothing')
    if (thing instanceof NumberWord) thing.bigEndian = textOf(state[1]) === '>'
    else if (thing instanceof PickledArray) {
      const [, shape, kind, fortran, content] = state as unknown[]
      if (!Array.isArray(shape) || !(kind instanceof NumberWord))
        throw cursor.malformed('its pickle builds an array without shape or kind')
      thing.shape = shape.map(Number)
      thing.kind = kind
      thing.fortran = fortran === true || fortran === 1
      thing.content = content
    } else throw cursor.malformed('its pickle builds what is no array')
  },
})

/**
 * The arrays of a pickle in which dictionaries and lists hold numpy arrays, named by their way: `conv1/0` is the first of
 * the list under `conv1`. Errors: those of `unpickled`, FILE_MALFORMED.
 */
export function pickledArrays(cursor: ByteCursor): NamedArray[] {
  const arrays: NamedArray[] = []
  const deepest = 6
  const walk = (value: unknown, way: readonly string[]): void => {
    if (way.length > deepest || arrays.length > mostArrays)
      throw cursor.malformed('its pickle is a tangle of lists')
    if (value instanceof Map)
      for (const [key, item] of value as Map<unknown, unknown>) walk(item, [...way, textOf(key)])
    else if (Array.isArray(value)) value.forEach((item, index) => walk(item, [...way, String(index)]))
    else if (value instanceof PickledArray) {
      if (value.kind?.word === 'O' || value.kind?.word === 'O8') {
        const [only] = value.content as unknown[]
        if (value.shape.length > 0 && !(value.shape.length === 1 && value.shape[0] === 1))
          (value.content as unknown[]).forEach((item, index) => walk(item, [...way, String(index)]))
        else walk(only, way)
      } else arrays.push(numbers(value, way.join('/') || 'array', cursor))
    }
  }
  walk(unpickled(cursor, numpyWords(cursor)), [])
  return arrays
}

function numbers(
  { shape, kind, fortran, content }: PickledArray,
  name: string,
  cursor: ByteCursor,
): NamedArray {
  const numberKind = kind && !kind.bigEndian ? numpyKind(kind.word) : undefined
  if (!numberKind || !(content instanceof Uint8Array))
    throw cursor.malformed(`${name} has numbers of the kind ${kind?.word ?? 'nothing'}`)
  const held = heldArray(name, shape, content, numberKind, cursor.file)
  return fortran ? rowMajor(held) : held
}

/** An array whose numbers were stored with the first axis running fastest. */
export function rowMajor(array: NamedArray): NamedArray {
  const { shape } = array
  if (shape.length < 2) return array
  return {
    ...array,
    values: async () => {
      const given = await array.values()
      const out = new Float32Array(countOf(shape))
      const place = new Array<number>(shape.length).fill(0)
      for (let i = 0; i < out.length; i++) {
        let at = 0
        for (let axis = shape.length - 1; axis >= 0; axis--) at = at * shape[axis]! + place[axis]!
        out[i] = given[at]!
        for (let axis = shape.length - 1; axis >= 0 && ++place[axis]! === shape[axis]; axis--) place[axis] = 0
      }
      return out
    },
  }
}
