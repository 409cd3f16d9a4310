import type { NamedArray } from '#shared/domain/namedArray'
import type { ZipArchive } from '../zip/ZipArchive'
import { ByteCursor } from './ByteCursor'
import { bytesOfKind, type NumberKind } from './floats'
import { unpickled } from './pickle'
import { torchArrays, torchWords } from './torchPickle'

/** The magic number that opens a file of PyTorch before 1.6, as a pickle of protocol 2. */
const legacyMagic = [0x80, 0x02, 0x8a, 0x0a, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19, 0x2e]
export const isLegacyTorch = (bytes: Uint8Array): boolean =>
  legacyMagic.every((byte, at) => bytes[at] === byte)

/** A state dictionary as PyTorch saves it since 1.6: a zip of `data.pkl` and one file a storage. Errors: see `unpickled`. */
export async function torchZipArrays(
  archive: ZipArchive,
  file: string,
  folder: string,
): Promise<NamedArray[]> {
  const pickle = await archive.read(`${folder}/data.pkl`, Infinity)
  const cursor = new ByteCursor(pickle?.bytes ?? new Uint8Array(), file)
  return torchArrays(unpickled(cursor, torchWords(cursor)), cursor, async (key) => {
    const part = /^[\w-]{1,40}$/.test(key) ? await archive.read(`${folder}/data/${key}`, Infinity) : null
    if (!part) throw cursor.malformed('it lacks the numbers of a tensor')
    return part.bytes
  })
}

/** The same as saved before 1.6: four pickles (magic, version, machine, dictionary), the storages' keys, then each. */
export function legacyTorchArrays(bytes: Uint8Array, file: string): NamedArray[] {
  const cursor = new ByteCursor(bytes, file)
  const words = torchWords(cursor)
  const kinds = new Map<string, NumberKind>()
  const noting = {
    ...words,
    stored: (id: unknown): unknown => {
      const storage = words.stored!(id) as { key: string; kind: NumberKind }
      kinds.set(storage.key, storage.kind)
      return storage
    },
  }
  unpickled(cursor, words)
  unpickled(cursor, words)
  unpickled(cursor, words)
  const state = unpickled(cursor, noting)
  const keys = unpickled(cursor, words)
  if (!Array.isArray(keys)) throw cursor.malformed('it lists no storages')
  const parts = new Map<string, Uint8Array>()
  for (const key of keys as unknown[]) {
    const name = key instanceof Uint8Array ? new TextDecoder('latin1').decode(key) : String(key)
    const count = cursor.u64()
    const kind = kinds.get(name)
    if (!kind) throw cursor.malformed('it holds numbers of no tensor')
    parts.set(name, cursor.take(count * bytesOfKind[kind]))
  }
  return torchArrays(state, cursor, (key) => {
    const part = parts.get(key)
    if (!part) throw cursor.malformed('it lacks the numbers of a tensor')
    return Promise.resolve(part)
  })
}
