import { expect, test } from 'vitest'
import type { EngineRow, EngineTest } from '#shared/domain/device'
import { usedEngine } from '#electron/host/devices/usedEngine'
import { verdict } from '#electron/host/devices/verdict'

const row = (id: string, reason?: string): EngineRow => ({
  id,
  device: `device of ${id}`,
  available: reason === undefined,
  ...(reason !== undefined && { reason }),
  default: false,
})
const tested = (engine: string, stepMs: number, failed = 0): EngineTest => ({
  ...{ engine, stepMs, failed, passed: 6 - failed, fallbacks: [], problems: [] },
})
const auto = { engine: 'auto' }
const rows = [
  row('onnxruntime'),
  row('onnxruntime-webgpu'),
  row('onnxruntime-dml', 'Not here.'),
  row('tfjs-cpu'),
]

test('without a comparison the processor computes, and the reader is told that another device waits (F-IN-2)', () => {
  const used = usedEngine(rows, auto, [])
  expect(used.engine).toBe('onnxruntime')
  expect(used.why).toContain('has not been compared')
})

test('the device that was faster in its last test computes, unless it computed wrongly there', () => {
  const faster = [tested('onnxruntime', 30), tested('onnxruntime-webgpu', 10)]
  expect(usedEngine(rows, auto, faster)).toEqual({
    engine: 'onnxruntime-webgpu',
    why: 'In the last test it was 3.0 times as fast as the processor.',
  })
  const wrong = [tested('onnxruntime', 30), tested('onnxruntime-webgpu', 10, 2)]
  expect(usedEngine(rows, auto, wrong).engine).toBe('onnxruntime')
  const slower = [tested('onnxruntime', 10), tested('onnxruntime-webgpu', 25)]
  expect(usedEngine(rows, auto, slower).why).toBe(
    'In the last test it was 2.5 times as fast as device of onnxruntime-webgpu.',
  )
})

test('a chosen engine is used; one that is not there is replaced, with the reason (R-SE-1)', () => {
  expect(usedEngine(rows, { engine: 'tfjs-cpu' }, []).engine).toBe('tfjs-cpu')
  expect(usedEngine(rows, { engine: 'onnxruntime-dml' }, [])).toEqual({
    engine: 'onnxruntime',
    why: 'onnxruntime-dml was chosen and cannot be used: Not here.',
  })
})

test('where ONNX Runtime has no part for the machine, the reference engine computes', () => {
  const bare = [row('onnxruntime', 'No part.'), row('tfjs-cpu')]
  expect(usedEngine(bare, auto, []).engine).toBe('tfjs-cpu')
})

test('the verdict names the device, its cores, and why', () => {
  const used = [{ ...row('onnxruntime'), default: true }, row('onnxruntime-webgpu', 'No adapter.')]
  expect(verdict(used, 1, 'Because.')).toBe('Septum computes on the processor (1 core). Because.')
  const graphics = [row('onnxruntime'), { ...row('onnxruntime-webgpu'), default: true }]
  expect(verdict(graphics, 8, 'Because.')).toBe('Septum computes on: device of onnxruntime-webgpu. Because.')
  expect(verdict([row('onnxruntime', 'No part.')], 8, '')).toContain('No compute engine works')
})
