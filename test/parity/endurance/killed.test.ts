import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { toldMessages } from '#electron/compute/training/eventLog'
import { tinyExperiment, writeTinyHearts } from '../../unit/electron/compute/tinyHearts'
import { bundledProgram } from '../../fixtures/bundledProgram.mjs'

let home: string
let program: string
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'septum-killed-'))
  writeTinyHearts(join(home, 'hearts'), 4)
  program = bundledProgram('test/parity/endurance/trainChild.ts')
})
afterAll(() => rmSync(home, { recursive: true }))

interface Run {
  readonly folder: string
  readonly models: string
}

function prepared(name: string): Run {
  const folder = join(home, name)
  mkdirSync(folder)
  writeFileSync(
    join(folder, 'experiment.json'),
    JSON.stringify(tinyExperiment('../hearts', { epochs: 3, batch: 4 })),
  )
  return { folder, models: join(home, `${name}-models`) }
}

/** Trains in a process of its own, and ends that by `signal` once step `until` is done. True: it came to its end. */
async function trained(
  { folder, models }: Run,
  until = Infinity,
  signal: NodeJS.Signals = 'SIGKILL',
): Promise<boolean> {
  const child = spawn(process.execPath, [program, folder, models], { stdio: ['ignore', 'pipe', 'ignore'] })
  const ended = new Promise<boolean>((resolve) => child.once('close', (code) => resolve(code === 0)))
  for await (const line of createInterface({ input: child.stdout }))
    if (Number(line) >= until) child.kill(signal)
  return ended
}

const weights = ({ models }: Run): Buffer[] =>
  readdirSync(join(models, 'tiny-hearts', '1'), { withFileTypes: true })
    .filter(({ name }) => /weights/.test(name))
    .map(({ name }) => readFileSync(join(models, 'tiny-hearts', '1', name)))

test('a run that is killed, or told to end, in the midst of an epoch is resumed, and ends with the very weights of one that was not', async () => {
  const straight = prepared('straight')
  expect(await trained(straight)).toBe(true)
  expect(weights(straight).length).toBeGreaterThan(0)
  for (const signal of ['SIGKILL', 'SIGTERM'] as const) {
    const ended = prepared(signal)
    expect(await trained(ended, 5, signal)).toBe(false) // three steps an epoch: in the second
    const told = toldMessages(join(ended.folder, 'events.jsonl'))
    expect(told.at(-1)?.type).not.toBe('finished')
    expect(told.filter(({ type }) => type === 'epoch')).toHaveLength(1)
    expect(await trained(ended)).toBe(true)
    expect(weights(ended)).toEqual(weights(straight))
  }
})
