import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runInFolder } from '#electron/cli/runInFolder'
import { commandOutput } from '#electron/cli/output'
import { runProgress } from '#electron/cli/runProgress'
import { Experiment } from '#shared/domain/experiment'
import { tinyExperiment, writeTinyHearts } from '../compute/tinyHearts'

let home: string
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'septum-command-'))
  writeTinyHearts(join(home, 'hearts'), 4)
})
afterAll(() => rmSync(home, { recursive: true }))

/** A stream that keeps what is written, as a terminal would show it. */
function paper() {
  const lines: string[] = []
  const stream = { isTTY: true, write: (text: string) => lines.push(text) > 0 }
  return { lines, stream: stream as unknown as NodeJS.WriteStream }
}

test('a cluster job runs in its own folder, is told line by line, and is not mixed up with another', async () => {
  const out = join(home, 'job')
  const experiment = Experiment.parse(tinyExperiment(join(home, 'hearts'), { epochs: 2 }))
  const { lines, stream } = paper()
  const listen = runProgress(commandOutput({ json: true, stderr: stream }))
  const result = await runInFolder(experiment, out, listen)
  expect(
    readdirSync(out)
      .filter((name) => !name.includes('tfevents'))
      .sort(),
  ).toEqual(
    ['checkpoints', 'events.jsonl', 'experiment.json', 'film', 'models', 'predictions', 'result.json'].sort(),
  )
  const text = lines.join('')
  expect(text).toContain('12 slices of 2 cases; 2 epochs of 3 steps')
  expect(text).toMatch(/epoch 2: loss \d\.\d{3}; Dice RV cavity [01]\.\d{3}, LV myocardium/)

  expect(await runInFolder(experiment, out, () => undefined)).toEqual(result)
  await expect(runInFolder({ ...experiment, name: 'another' }, out, () => undefined)).rejects.toMatchObject({
    code: 'ARGUMENT_INVALID',
  })
})
