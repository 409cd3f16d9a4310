import { countOf, type NamedArray } from '#shared/domain/namedArray'
import { SeptumError } from '#shared/errors/SeptumError'
import type { ByteCursor } from './ByteCursor'
import { bytesOfKind, floatsOf, type NumberKind } from './floats'
import { checkedShape, mostArrays, shortName } from './heldArray'
import { PickledName, type PickleWords } from './pickle'

const storages: Readonly<Record<string, NumberKind>> = {
  'torch.FloatStorage': 'f32',
  'torch.DoubleStorage': 'f64',
  'torch.HalfStorage': 'f16',
  'torch.BFloat16Storage': 'bf16',
  'torch.LongStorage': 'i64',
  'torch.IntStorage': 'i32',
  'torch.ByteStorage': 'u8',
  'torch.CharStorage': 'i8',
}

/** Numbers that several tensors may share, stored apart from the pickle. */
interface Storage {
  readonly key: string
  readonly kind: NumberKind
  readonly count: number
}

class Tensor {
  constructor(
    readonly storage: Storage,
    readonly offset: number,
    readonly shape: readonly number[],
    readonly strides: readonly number[],
  ) {}
}

const textOf = (value: unknown): string =>
  value instanceof Uint8Array ? new TextDecoder('latin1').decode(value) : String(value)

const isStorage = (value: unknown): value is Storage =>
  typeof value === 'object' && value !== null && 'key' in value && 'count' in value

/** What a state dictionary of PyTorch names; nothing else is let in. */
export function torchWords(cursor: ByteCursor): PickleWords {
  const tensor = ([storage, offset, shape, strides]: readonly unknown[]): Tensor => {
    if (!isStorage(storage) || !Array.isArray(shape) || !Array.isArray(strides))
      throw cursor.malformed('a tensor of it has no numbers')
    return new Tensor(storage, Number(offset), shape.map(Number), strides.map(Number))
  }
  const storageName = (): never => {
    throw cursor.malformed('its pickle makes a storage of its own')
  }
  return {
    calls: {
      'collections.OrderedDict': () => new Map<unknown, unknown>(),
      'torch._utils._rebuild_tensor_v2': tensor,
      'torch._utils._rebuild_tensor': tensor,
      'torch._utils._rebuild_parameter': ([data]) => data,
      ...Object.fromEntries(Object.keys(storages).map((name) => [name, storageName])),
    },
    build: () => undefined, // a dictionary's own notes, such as versions of its modules
    stored: (id) => {
      const [word, kindName, key, , count] = Array.isArray(id) ? (id as unknown[]) : []
      const kind = kindName instanceof PickledName ? storages[kindName.name] : undefined
      if (textOf(word) !== 'storage' || !kind || !Number.isSafeInteger(Number(count)))
        throw cursor.malformed('a storage of it is of an unknown kind')
      return { key: textOf(key), kind, count: Number(count) } satisfies Storage
    },
  }
}

/**
 * The tensors of what a state dictionary's pickle came to, by name; dictionaries in it (`state_dict`, `model`) give
 * their names to what they hold unless they are the only ones. `bytesOf` reads a storage.
 */
export function torchArrays(
  state: unknown,
  cursor: ByteCursor,
  bytesOf: (key: string, bytes: number) => Promise<Uint8Array>,
): NamedArray[] {
  const found: [name: string, tensor: Tensor][] = []
  const walk = (value: unknown, way: string, depth: number): void => {
    if (depth > 6 || found.length > mostArrays) throw cursor.malformed('it is a tangle of dictionaries')
    if (value instanceof Tensor) found.push([way, value])
    else if (value instanceof Map)
      for (const [key, item] of value as Map<unknown, unknown>)
        walk(item, way === '' ? textOf(key) : `${way}.${textOf(key)}`, depth + 1)
  }
  const inner =
    state instanceof Map
      ? (['state_dict', 'model', 'model_state_dict', 'network_weights'] as const)
          .map((key): unknown => state.get(key))
          .find((value) => value instanceof Map)
      : undefined
  walk(inner ?? state, '', 0)
  return found.map(([name, tensor]) => arrayOf(name, tensor, cursor, bytesOf))
}

function arrayOf(
  name: string,
  { storage, offset, shape, strides }: Tensor,
  { file }: ByteCursor,
  bytesOf: (key: string, bytes: number) => Promise<Uint8Array>,
): NamedArray {
  const checked = checkedShape(shape, file, name)
  const size = bytesOfKind[storage.kind]
  const refuse = (reason: string): never => {
    throw new SeptumError('FILE_MALFORMED', { file, reason: `${shortName(name)} ${reason}` })
  }
  const rows = checked.map((_, axis) => countOf(checked.slice(axis + 1)))
  if (countOf(checked) > 1 && rows.some((row, axis) => checked[axis]! > 1 && row !== strides[axis]))
    refuse('is not stored row after row')
  if (!(offset >= 0 && offset + countOf(checked) <= storage.count)) refuse('reaches beyond its numbers')
  return {
    name,
    shape: checked,
    values: async () => {
      const bytes = await bytesOf(storage.key, storage.count * size)
      if (bytes.length < storage.count * size) refuse('has fewer numbers than it says')
      return floatsOf(bytes.subarray(offset * size, (offset + countOf(checked)) * size), storage.kind)
    },
  }
}
