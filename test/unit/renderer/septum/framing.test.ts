import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Message } from '#shared/ipc/contract'
import { binaryFrame, messageOfFrame } from '#renderer/septum/framing'

const message: Message = {
  type: 'answer',
  id: 7,
  result: { ok: true, value: { name: 'Kür–7, 心' } },
}

test('a message and its pixels survive the frame, whatever the pixels are', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      const back = messageOfFrame(binaryFrame(message, bytes).buffer)
      expect(back.message).toEqual(message)
      expect([...back.bytes]).toEqual([...bytes])
      expect(back.bytes.byteOffset).toBe(0)
    }),
  )
})

test('a frame that was cut short is refused at every length', () => {
  const whole = binaryFrame(message, new Uint8Array(0))
  for (let length = 0; length < whole.length; length++)
    expect(() => messageOfFrame(whole.slice(0, length).buffer)).toThrow()
})
