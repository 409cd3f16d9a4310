import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readModelFolder } from '#electron/compute/modelFolder/readModelFolder'
import { RunControl } from '#electron/compute/training/runControl'
import { trainRun } from '#electron/compute/training/trainRun'
import { safetensorsFile } from '#electron/formats/weights/safetensors'
import { useEngine } from '#electron/onnx/engine'
import type { RunMessage } from '#shared/domain/training'
import { tinyExperiment, writeTinyHearts } from '../tinyHearts'

let home: string
beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'septum-start-'))
  writeTinyHearts(join(home, 'hearts'), 4)
  await useEngine()
  await trained('parent', { epochs: 16, validateEvery: 4, augmentation: null })
})
afterAll(() => rmSync(home, { recursive: true }))

/** A run like those of the workspace, at experiments/<name>/runs/<name>.1; `more` goes over the experiment. */
async function trained(name: string, training: object, more: object = {}): Promise<RunMessage[]> {
  const folder = join(home, 'experiments', name, 'runs', `${name}.1`)
  mkdirSync(folder, { recursive: true })
  const data = join(home, 'hearts')
  const experiment = { ...tinyExperiment(data, training), name, ...more }
  writeFileSync(join(folder, 'experiment.json'), JSON.stringify(experiment))
  const heard: RunMessage[] = []
  const listen = (message: RunMessage) => void heard.push(message)
  const request = { runFolder: folder, modelsFolder: join(home, 'models'), control: new RunControl(), listen }
  await trainRun({ ...request, signal: new AbortController().signal })
  return heard
}

const modelOf = (name: string) => readModelFolder(join(home, 'models', name, '1'))
const notes = (heard: readonly RunMessage[]): string =>
  heard.flatMap((message) => (message.type === 'note' ? [message.text] : [])).join('\n')
/** The first epoch whose validation reached this mean Dice. */
const reached = (heard: readonly RunMessage[], dice: number): number =>
  heard.flatMap((message) =>
    message.type === 'epoch' && (message.meanDice ?? 0) >= dice ? [message.epoch] : [],
  )[0] ?? Infinity

describe('a training may start from weights that are there (F-TR-9, R-TR-4)', () => {
  test('from a model it needs fewer epochs to the same Dice than from scratch, by the same seed', async () => {
    const quick = { epochs: 6, augmentation: null, validateEvery: 1 }
    const scratch = await trained('scratch', quick)
    const child = await trained('child', { ...quick, startFrom: { model: 'parent@1' } })
    const dice = 0.6
    expect(reached(child, dice)).toBeLessThan(reached(scratch, dice))
    expect(notes(child)).toMatch(
      /^Starts from parent@1 \(weights of Septum\): \d+ weights loaded, 0 adapted, 0 skipped\.$/m,
    )
    const { card } = await modelOf('child')
    expect(card.transfer).toMatchObject({ from: 'parent@1', adapted: [], skipped: [], unexpected: [] })
    expect(card.licence).toMatch(
      /^Research only\. Trained on: ACDC.*Started from parent@1\. Trained on: ACDC/,
    )
  })

  const one = { structures: ['lv-cavity'] }
  test('for another count of structures it is refused, with the way out', async () => {
    const start = { model: 'parent@1' }
    await expect(trained('refused', { epochs: 1, startFrom: start }, one)).rejects.toMatchObject({
      code: 'WEIGHTS_MISFIT',
    })
  })

  test('adapted, the row of the structure that both have is kept; frozen layers stay bit for bit', async () => {
    const start = { model: 'parent@1', adapt: true, freeze: ['in_', 'ctx_'] }
    const heard = await trained('adapted', { epochs: 1, startFrom: start }, one)
    expect(notes(heard)).toMatch(/Adapted: .*: 1 of 1 classes kept/)
    const [parent, child] = [await modelOf('parent'), await modelOf('adapted')]
    const values = ({ weights: { specs, data } }: typeof parent, name: string): number[] => {
      let at = 0
      for (const spec of specs) {
        const count = spec.shape.reduce((product, size) => product * size, 1)
        if (spec.name === name) return [...new Float32Array(data, 4 * at, count)]
        at += count
      }
      throw new Error(`no weight ${name}`)
    }
    expect(values(child, 'in_0/kernel')).toEqual(values(parent, 'in_0/kernel'))
    const trainedLayer = child.weights.specs.find(({ name }) => !/^(in_|ctx_)/.test(name))!.name
    expect(values(child, trainedLayer)).not.toEqual(values(parent, trainedLayer))
  })

  test("from a checkpoint of a run, and from a file of weights, with another run's epochs behind it", async () => {
    const fromRun = await trained('from-run', { epochs: 1, startFrom: { run: 'parent.1' } })
    expect(notes(fromRun)).toMatch(/^Starts from parent\.1 \(best epoch\)/m)

    const { weights } = await modelOf('parent')
    writeFileSync(join(home, 'parent.safetensors'), safetensorsFile(weights.specs, weights.data, {}))
    const file = join(home, 'parent.safetensors')
    const fromFile = await trained('from-file', { epochs: 1, startFrom: { file } })
    expect(notes(fromFile)).toMatch(/^Starts from parent\.safetensors/m)
    expect((await modelOf('from-file')).card.licence).toContain('whose terms are not known here')
  })

  test('a run whose best checkpoint was thrown away, and a model that is not there, are said', async () => {
    await expect(
      trained('lost', { epochs: 1, startFrom: { run: 'parent.1', checkpoint: 99 } }),
    ).rejects.toMatchObject({ code: 'FILE_UNREADABLE' })
    await expect(trained('none', { epochs: 1, startFrom: { model: 'none@7' } })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
  })
})
