import { execFileSync, spawnSync } from 'node:child_process'
import { beforeAll, expect, test } from 'vitest'
import { bundledProgram } from '../../fixtures/bundledProgram.mjs'

/** Limits a process's memory while it runs; Linux only. */
const missing =
  process.platform === 'linux' && spawnSync('prlimit', ['--version']).status === 0
    ? ''
    : ' (skipped: prlimit of util-linux, which limits memory, is not here)'

interface Trained {
  readonly losses: number[]
  readonly notes: string[]
}

let program: string
beforeAll(() => void (program = missing ? '' : bundledProgram('test/parity/endurance/shortChild.ts')))
const trained = (share: number) =>
  JSON.parse(
    execFileSync(process.execPath, [program, String(share)], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    })
      .trim()
      .split('\n')
      .at(-1)!,
  ) as Trained

test.skipIf(missing !== '')(
  `an allocation that really fails in ONNX Runtime halves what is computed at once, and the losses stay${missing}`,
  () => {
    const enough = trained(0)
    const short = trained(0.3)
    expect(enough.notes).toEqual([])
    expect(short.notes[0]).toMatch(/^Memory ran out in step 1\. 8 images are computed at once/)
    expect(short.losses).toHaveLength(3)
    short.losses.forEach((loss, step) => expect(Math.abs(loss - enough.losses[step]!)).toBeLessThan(1e-5))
  },
)
