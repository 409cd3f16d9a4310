import { SeptumError } from '#shared/errors/SeptumError'
import type { ByteCursor } from './ByteCursor'
import { shortName } from './heldArray'

/** A class or function that a pickle names. It is a word here: nothing is ever loaded or run. */
export class PickledName {
  constructor(readonly name: string) {}
}

/** What a pickle may say beyond plain lists, dictionaries, texts and numbers. */
export interface PickleWords {
  /** By `module.name`: what a call gives. Every other name is refused where it stands, called or not. */
  readonly calls: Readonly<Record<string, (args: readonly unknown[]) => unknown>>
  /** Gives a thing its state. */
  readonly build: (thing: unknown, state: unknown) => void
  /** What an id of something stored elsewhere stands for. */
  readonly stored?: (id: unknown) => unknown
}

const mostSteps = 2_000_000
const mark = Symbol('mark')

/**
 * Reads a pickle as data: lists, dictionaries (as Map), tuples (as arrays), texts, bytes, numbers, and what `words` knows.
 * No code comes out of it. Every other operation or name is refused: WEIGHTS_UNSAFE. Also FILE_MALFORMED, FILE_TRUNCATED.
 */
export function unpickled(cursor: ByteCursor, words: PickleWords): unknown {
  const stack: unknown[] = []
  const memo = new Map<number, unknown>()
  const pop = (): unknown => {
    if (stack.length === 0 || stack.at(-1) === mark)
      throw cursor.malformed('its pickle takes what is not there')
    return stack.pop()
  }
  const sinceMark = (): unknown[] => {
    const at = stack.lastIndexOf(mark)
    if (at < 0) throw cursor.malformed('its pickle has no mark where one is needed')
    const items = stack.splice(at)
    return items.slice(1)
  }
  const several = (count: number): unknown[] => Array.from({ length: count }, pop).reverse()
  const top = <T>(kind: new (...args: never[]) => T): T => {
    const thing = stack.at(-1)
    if (thing instanceof kind) return thing
    throw cursor.malformed('its pickle fills what is no list or dictionary')
  }
  const named = (name: string): PickledName => {
    if (Object.hasOwn(words.calls, name)) return new PickledName(name)
    throw new SeptumError('WEIGHTS_UNSAFE', { file: cursor.file, reason: `it names ${shortName(name)}` })
  }
  const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes)
  const recalled = (index: number): unknown => {
    if (!memo.has(index)) throw cursor.malformed('its pickle recalls what it never kept')
    return memo.get(index)
  }
  const pairs = (map: Map<unknown, unknown>, items: readonly unknown[]): void => {
    for (let i = 0; i + 1 < items.length; i += 2) map.set(items[i], items[i + 1])
  }

  for (let step = 0; step < mostSteps; step++) {
    const code = cursor.u8()
    switch (code) {
      case 0x80: // PROTO
        cursor.u8()
        break
      case 0x95: // FRAME
        cursor.u64()
        break
      case 0x2e: // STOP
        return pop()
      case 0x28: // MARK
        stack.push(mark)
        break
      case 0x4e: // NONE
        stack.push(null)
        break
      case 0x88: // NEWTRUE
      case 0x89: // NEWFALSE
        stack.push(code === 0x88)
        break
      case 0x4a: // BININT
        stack.push(cursor.i32())
        break
      case 0x4b: // BININT1
        stack.push(cursor.u8())
        break
      case 0x4d: // BININT2
        stack.push(cursor.u16())
        break
      case 0x8a: // LONG1
        stack.push(longNumber(cursor.take(cursor.u8())))
        break
      case 0x47: // BINFLOAT
        stack.push(cursor.f64BigEndian())
        break
      case 0x55: // SHORT_BINSTRING: a text of Python 2, or bytes
      case 0x43: // SHORT_BINBYTES
        stack.push(cursor.take(cursor.u8()))
        break
      case 0x54: // BINSTRING
      case 0x42: // BINBYTES
        stack.push(cursor.take(cursor.u32()))
        break
      case 0x8e: // BINBYTES8
        stack.push(cursor.take(cursor.u64()))
        break
      case 0x8c: // SHORT_BINUNICODE
        stack.push(text(cursor.take(cursor.u8())))
        break
      case 0x58: // BINUNICODE
        stack.push(text(cursor.take(cursor.u32())))
        break
      case 0x7d: // EMPTY_DICT
        stack.push(new Map())
        break
      case 0x5d: // EMPTY_LIST
      case 0x29: // EMPTY_TUPLE
        stack.push([])
        break
      case 0x85: // TUPLE1
      case 0x86: // TUPLE2
      case 0x87: // TUPLE3
        stack.push(several(code - 0x84))
        break
      case 0x74: // TUPLE
        stack.push(sinceMark())
        break
      case 0x61: {
        // APPEND
        const item = pop()
        top<unknown[]>(Array).push(item)
        break
      }
      case 0x65: {
        // APPENDS
        const items = sinceMark()
        const list = top<unknown[]>(Array)
        for (const item of items) list.push(item)
        break
      }
      case 0x73: {
        // SETITEM
        const items = several(2)
        pairs(top<Map<unknown, unknown>>(Map), items)
        break
      }
      case 0x75: {
        // SETITEMS
        const items = sinceMark()
        pairs(top<Map<unknown, unknown>>(Map), items)
        break
      }
      case 0x71: // BINPUT
        memo.set(cursor.u8(), stack.at(-1))
        break
      case 0x72: // LONG_BINPUT
        memo.set(cursor.u32(), stack.at(-1))
        break
      case 0x94: // MEMOIZE
        memo.set(memo.size, stack.at(-1))
        break
      case 0x68: // BINGET
        stack.push(recalled(cursor.u8()))
        break
      case 0x6a: // LONG_BINGET
        stack.push(recalled(cursor.u32()))
        break
      case 0x63: // GLOBAL
        stack.push(named(`${cursor.line()}.${cursor.line()}`))
        break
      case 0x93: // STACK_GLOBAL
        stack.push(named(several(2).map(String).join('.')))
        break
      case 0x52: {
        // REDUCE
        const [called, args] = several(2)
        if (!(called instanceof PickledName) || !Array.isArray(args))
          throw cursor.malformed('its pickle calls what has no name')
        stack.push(words.calls[called.name]?.(args))
        break
      }
      case 0x62: {
        // BUILD
        const [thing, state] = several(2)
        words.build(thing, state)
        stack.push(thing)
        break
      }
      case 0x51: {
        // BINPERSID
        if (!words.stored) throw cursor.malformed('its pickle points outside itself')
        stack.push(words.stored(pop()))
        break
      }
      default:
        throw new SeptumError('WEIGHTS_UNSAFE', {
          file: cursor.file,
          reason: `its pickle uses the operation 0x${code.toString(16)}`,
        })
    }
  }
  throw cursor.malformed('its pickle does not end')
}

/** A whole number of two's complement, little-endian. */
function longNumber(bytes: Uint8Array): number {
  let value = 0n
  for (const [index, byte] of bytes.entries()) value |= BigInt(byte) << BigInt(8 * index)
  return Number(BigInt.asIntN(8 * bytes.length, value))
}
