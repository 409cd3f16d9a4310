import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { ByteCursor } from '#electron/formats/weights/ByteCursor'
import { floatsOf } from '#electron/formats/weights/floats'
import { unpickled } from '#electron/formats/weights/pickle'
import { readWeights } from '#electron/formats/weights/readWeights'
import { folderWith } from '../../../../fixtures/folders'
import {
  bias,
  caffeFile,
  kerasFile,
  kernel,
  onnxFile,
  safetensors,
  tfjsFiles,
  writtenFile,
} from '../../../../fixtures/weightFiles'

async function read(name: string, bytes: Uint8Array) {
  const { format, arrays } = await readWeights(path.join(folderWith({ [name]: bytes }), name))
  const all = await Promise.all(
    arrays.map(async ({ name, shape, values }) => [name, { shape, values: [...(await values())] }] as const),
  )
  return { format, arrays: Object.fromEntries(all) }
}

const hwio = { shape: [2, 2, 1, 2], values: [...kernel] }
const oihw = { shape: [2, 1, 2, 2], values: [...kernel] }
const vector = { shape: [2], values: [...bias] }

describe('weights are read from the files that other programs write (networks.md E3)', () => {
  test('a NumPy dictionary of lists, as bvlc_alexnet.npy is one, by the pickles of Python 3 and of protocol 2', async () => {
    const whole = { format: 'numpy', arrays: { 'conv1/0': hwio, 'conv1/1': vector } }
    expect(await read('alexnet.npy', writtenFile('numpyDict'))).toEqual(whole)
    expect(await read('alexnet.npy', writtenFile('numpyDict2'))).toEqual(whole)
  })
  test('a NumPy archive of arrays, and an array that was stored column by column', async () => {
    expect((await read('net.npz', writtenFile('npz'))).arrays).toEqual({ kernel: hwio, bias: vector })
    const column = { shape: [2, 3], values: [0, 1, 2, 3, 4, 5] }
    expect((await read('one.npy', writtenFile('fortran'))).arrays).toEqual({ one: column })
  })
  test("PyTorch's state dictionaries, today's and those before 1.6, a tensor that begins inside its storage among them", async () => {
    const arrays = {
      'conv.weight': oihw,
      'conv.bias': vector,
      'bn.num_batches_tracked': { shape: [], values: [7] },
    }
    expect(await read('net.pth', writtenFile('torchZip'))).toEqual({ format: 'pytorch', arrays })
    expect(await read('old.pth', writtenFile('torchLegacy'))).toEqual({ format: 'pytorch', arrays })
  })
  test('caffemodel, in the form of today and in that of 2014', async () => {
    expect((await read('a.caffemodel', caffeFile())).arrays).toEqual({ 'conv1/0': oihw, 'conv1/1': vector })
    const { arrays } = await read('b.caffemodel', caffeFile(true))
    expect(arrays['conv1/0']).toEqual(oihw)
    expect(arrays['conv1/1']?.values).toEqual([...bias])
  })
  test('ONNX, safetensors and TensorFlow.js', async () => {
    const { arrays } = await read('net.onnx', onnxFile())
    expect(arrays).toEqual({ conv1_w_0: oihw, conv1_b_0: vector })
    const ours = { 'conv1/kernel': hwio, 'conv1/bias': vector }
    expect(await read('net.safetensors', safetensors())).toEqual({ format: 'safetensors', arrays: ours })
    const { format, arrays: layers } = await readWeights(path.join(folderWith(tfjsFiles()), 'model.json'))
    expect([format, layers.map(({ name }) => name)]).toEqual(['tfjs', Object.keys(ours)])
    expect([...(await layers[0]!.values())]).toEqual([...kernel])
  })
  test('Keras: the datasets of every layer, and none of what a link out of the file names', async () => {
    const arrays = { 'conv1/conv1/kernel:0': hwio, 'conv1/conv1/bias:0': vector }
    expect(await read('net.h5', await kerasFile())).toEqual({ format: 'keras', arrays })
  })
  test('numbers of half the width: 1, -2, the smallest, the largest, and 1 as bfloat16', () => {
    const half = floatsOf(new Uint8Array(Uint16Array.of(0x3c00, 0xc000, 1, 0x7bff).buffer), 'f16')
    expect([...half]).toEqual([1, -2, 2 ** -24, 65504])
    expect([...floatsOf(Uint8Array.of(0x80, 0x3f), 'bf16')]).toEqual([1])
  })
  test('texts and bytes of Python 2 are read as bytes', () => {
    // SHORT_BINSTRING "ab", BINSTRING "c", TUPLE2, STOP
    const pickle = Uint8Array.of(0x80, 2, 0x55, 2, 97, 98, 0x54, 1, 0, 0, 0, 99, 0x86, 0x2e)
    const none = { calls: {}, build: () => undefined }
    expect(unpickled(new ByteCursor(pickle, 'a.pkl'), none)).toEqual([
      Uint8Array.of(97, 98),
      Uint8Array.of(99),
    ])
  })
})

describe('what a weight file may not do is refused with words', () => {
  const refused = (code: string) => expect.objectContaining({ code })

  test('a pickle that would call the system: no code comes out of data', async () => {
    const evil = read('evil.npy', writtenFile('evil'))
    await expect(evil).rejects.toEqual(refused('WEIGHTS_UNSAFE'))
    await expect(evil).rejects.toThrow(/posix\.system/)
  })
  test('a TensorFlow.js model whose weights lie elsewhere on the disk', async () => {
    const folder = folderWith(tfjsFiles('../../etc/passwd'))
    await expect(readWeights(path.join(folder, 'model.json'))).rejects.toEqual(refused('WEIGHTS_UNSAFE'))
  })
  test('a Keras file whose groups lead in a circle', async () => {
    await expect(read('circle.h5', await kerasFile(true))).rejects.toEqual(refused('FILE_MALFORMED'))
  })
  test('a safetensors file that claims more numbers than it has, or a head beyond the file', async () => {
    const file = safetensors()
    await expect(read('cut.safetensors', file.subarray(0, file.length - 4))).rejects.toEqual(
      refused('FILE_TRUNCATED'),
    )
    const long = file.slice()
    long[5] = 0xff
    await expect(read('long.safetensors', long)).rejects.toEqual(refused('FILE_MALFORMED'))
  })
  test('a file that is no weights at all', async () => {
    const text = new TextEncoder().encode('a letter to a colleague')
    await expect(read('letter.txt', text)).rejects.toEqual(refused('WEIGHTS_UNSUPPORTED'))
  })
})
