import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Message } from '#shared/ipc/contract'
import { frameOf, unframed } from '#electron/transport/framing'

const question: Message = {
  type: 'ask',
  id: 7,
  area: 'studies',
  name: 'frame',
  input: { slice: 3, name: 'Käthe' },
}

test('a message without bytes is text, one with bytes is a length, a header and the bytes', () => {
  expect(unframed(frameOf(question))).toEqual({ message: question })
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      const { message, bytes: back } = unframed(frameOf(question, bytes))
      expect(message).toEqual(question)
      expect([...back!]).toEqual([...bytes])
    }),
  )
})

test('whatever arrives that is no frame is refused, never read beyond its end', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
      expect(() => unframed(bytes)).toThrow()
    }),
  )
  for (const text of [
    '',
    '7',
    'null',
    '{}',
    '{"type":"ask"}',
    '{"type":"order","id":1}',
    '{"type":"cancel","id":"1"}',
  ])
    expect(() => unframed(text)).toThrow()
})
