import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { convSide } from '#models/layers/paddedConv'
import { laid, laidShape } from '#models/transfer/layouts'

const upTo = (count: number): Float32Array => Float32Array.from({ length: count }, (_, i) => i)

describe('weights come into our order: height, width, in, out (networks.md E1)', () => {
  test('a convolution of Caffe, PyTorch or ONNX', () => {
    // 2 out, 3 in, 1 × 2: the number of out o, in i, column x is 6·o + 2·i + x.
    const { shape, values } = laid({ shape: [2, 3, 1, 2], values: upTo(12) }, 'channels-first', [1, 2, 3, 2])
    expect(shape).toEqual([1, 2, 3, 2])
    expect([...values]).toEqual([0, 6, 2, 8, 4, 10, 1, 7, 3, 9, 5, 11])
  })
  test('a convolution of volumes: depth, height, width, in, out', () => {
    expect(laidShape([16, 1, 3, 5, 7], 'channels-first', [3, 5, 7, 1, 16])).toEqual([3, 5, 7, 1, 16])
  })
  test('a transposed convolution, in first there: height, width, out, in as TensorFlow keeps it', () => {
    expect(laidShape([4, 2, 3, 3], 'channels-first-transposed', [3, 3, 2, 4])).toEqual([3, 3, 2, 4])
  })
  test("Lasagne's true convolution is turned by half a turn", () => {
    const given = { shape: [1, 1, 2, 2], values: Float32Array.of(1, 2, 3, 4) }
    expect([...laid(given, 'turned', [2, 2, 1, 1]).values]).toEqual([4, 3, 2, 1])
  })
  test('blobs of 2014 have ones before them', () => {
    expect(laidShape([1, 1, 1, 96], 'channels-first', [96])).toEqual([96])
    // A 1 × 1 convolution of our own has them too, and keeps them.
    expect(laidShape([1, 1, 4, 4], 'same', [1, 1, 4, 4])).toEqual([1, 1, 4, 4])
    expect(laidShape([1, 1, 4096, 9216], 'channels-first', [6, 6, 256, 4096])).toEqual([6, 6, 256, 4096])
  })
})

describe('net surgery: dense layers become convolutions (networks.md E2)', () => {
  test.each([
    ['AlexNet fc6', [4096, 9216], [6, 6, 256, 4096], 37_748_736],
    ['AlexNet fc7', [4096, 4096], [1, 1, 4096, 4096], 16_777_216],
    ['VGG16 fc6', [4096, 25_088], [7, 7, 512, 4096], 102_760_448],
  ])('%s', (_, given, wanted, count) => {
    expect(laidShape(given, 'channels-first', wanted)).toEqual(wanted)
    expect(wanted.reduce((product, size) => product * size, 1)).toBe(count)
    expect(laidShape(given.toReversed(), 'channels-last', wanted)).toEqual(wanted)
  })

  test('fc6 of AlexNet as a convolution gives 12 × 16 places on 17 × 21', () => {
    expect([17, 21].map((side) => convSide(side, 6, {}))).toEqual([12, 16])
  })

  test('the convolution at one place gives what the dense layer gave, whichever way the maps were laid in a row', () => {
    const size = fc.integer({ min: 1, max: 4 })
    fc.assert(
      fc.property(size, size, size, size, fc.boolean(), (height, width, maps, out, channelFirst) => {
        const inputs = height * width * maps
        const image = upTo(inputs).map((value) => Math.sin(value + 1)) // height, width, map
        const row = channelFirst
          ? upTo(inputs).map((i) => image[(i % (height * width)) * maps + Math.floor(i / (height * width))]!)
          : image
        const weight = (o: number, i: number): number => Math.cos(o * inputs + i)
        const dense = upTo(out).map((o) => row.reduce((sum, value, i) => sum + value * weight(o, i), 0))
        const values = channelFirst
          ? upTo(out * inputs).map((at) => weight(Math.floor(at / inputs), at % inputs))
          : upTo(out * inputs).map((at) => weight(at % out, Math.floor(at / out)))
        const given = { shape: channelFirst ? [out, inputs] : [inputs, out], values }
        const kernel = laid(given, channelFirst ? 'channels-first' : 'channels-last', [
          height,
          width,
          maps,
          out,
        ])
        for (let o = 0; o < out; o++) {
          const sum = image.reduce((total, value, i) => total + value * kernel.values[i * out + o]!, 0)
          expect(sum).toBeCloseTo(dense[o]!, 4)
        }
      }),
    )
  })
})
