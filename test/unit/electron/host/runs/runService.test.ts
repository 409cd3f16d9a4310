import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { Experiment } from '#shared/domain/experiment'
import { filmBytes, filmFileName } from '#shared/domain/film'
import type { RunMessage } from '#shared/domain/training'
import { writeAtomic } from '#electron/workspace/atomicFile'
import { workspaceLayout } from '#electron/workspace/layout'
import { folderWith } from '../../../../fixtures/folders'
import type { Answers } from '../childrenInHand'
import { openHost } from '../openHost'

const experiment = (name = 'First try') =>
  Experiment.parse({
    schema: 'septum-experiment/1',
    name,
    data: { folder: '/hearts', split: { train: 4, validation: 1, test: 1, seed: 1 } },
  })

const at = '2026-03-14T09:00:00.000Z'
const started: RunMessage = {
  type: 'started',
  at,
  engine: 'onnxruntime',
  stepsPerEpoch: 2,
  epochs: 2,
  parameters: 10,
  cases: { train: [], validation: [], test: [] },
  slices: { train: 4, validation: 1 },
  film: [],
}
const resultOf = (runFolder: string) => ({
  run: runFolder.split(/[/\\]/).at(-1)!,
  model: 'first-try@1',
  seconds: 1,
  cases: [],
  mean: {},
  rule: '',
})

/** A trainer that starts, and then waits until it is told to stop. */
const patient: Answers = {
  inferring: { networks: async () => [] },
  trainer: () => {
    let stop: () => void = () => undefined
    let pause: () => void = () => undefined
    const stopped = new Promise<void>((resolve) => (stop = resolve))
    return {
      run: async ({ runFolder }, { progress }) => {
        progress(started)
        pause = () => progress({ type: 'paused', at, epoch: 1 })
        await stopped
        progress({ type: 'finished', at, result: resultOf(runFolder), stopped: true })
        return resultOf(runFolder)
      },
      stop: async () => stop(),
      pause: async () => pause(),
      resume: async () => undefined,
    }
  },
}

const phases = async (septum: Awaited<ReturnType<typeof openHost>>['septum']) =>
  Object.fromEntries((await septum.training.runs()).map(({ id, phase }) => [id, phase]))

test('runs wait in a queue: one trains, the next begins when it ends; names never clash', async () => {
  const workspace = folderWith()
  const { septum, children } = await openHost(workspace, patient)
  const first = await septum.training.start({ experiment: experiment() })
  const second = await septum.training.start({ experiment: experiment() })
  expect([first.runId, second.runId]).toEqual(['first-try.1', 'first-try-2.1'])
  await expect.poll(() => phases(septum)).toEqual({ 'first-try.1': 'training', 'first-try-2.1': 'queued' })
  expect(children.started.filter((entry) => entry === 'train')).toHaveLength(1)

  await septum.training.stop({ runId: first.runId })
  await expect.poll(() => phases(septum)).toEqual({ 'first-try.1': 'finished', 'first-try-2.1': 'training' })
  const kept = readFileSync(join(workspace, 'experiments', 'first-try', 'experiment.json'), 'utf8')
  expect(JSON.parse(kept)).toMatchObject({ name: 'First try' })
})

test('a run that waits can be taken out of the queue (CANCELLED)', async () => {
  const { septum } = await openHost(folderWith(), patient)
  await septum.training.start({ experiment: experiment('a') })
  const { runId } = await septum.training.start({ experiment: experiment('b') })
  await septum.training.stop({ runId })
  const run = (await septum.training.runs()).find(({ id }) => id === runId)
  expect(run).toMatchObject({ phase: 'failed', fault: { code: 'CANCELLED' } })
})

test('a trainer that is killed interrupts its run alone; it is resumed, and its story is kept (R-ALL-8, R-TR-10)', async () => {
  const { septum, children } = await openHost(folderWith(), patient)
  const news: string[] = []
  septum.training.progressed(({ message }) => news.push(message.type))
  const { runId } = await septum.training.start({ experiment: experiment() })
  await expect.poll(() => phases(septum)).toEqual({ [runId]: 'training' })
  children.kill('train')
  await expect.poll(() => phases(septum)).toEqual({ [runId]: 'interrupted' })
  const [lost] = await septum.training.runs()
  expect(lost!.fault).toMatchObject({
    code: 'COMPUTE_CRASHED',
    remedy: expect.stringContaining('checkpoint'),
  })

  await septum.training.resume({ runId })
  await expect.poll(() => phases(septum)).toEqual({ [runId]: 'training' })
  await septum.training.stop({ runId })
  await expect.poll(() => phases(septum)).toEqual({ [runId]: 'finished' })
  expect(news).toEqual(['queued', 'started', 'failed', 'resumed', 'started', 'finished'])
  // What the trainer tells it writes itself; the host adds the rest.
  expect((await septum.training.messages({ runId })).map(({ type }) => type)).toEqual([
    'queued',
    'failed',
    'resumed',
  ])
})

test('after a power cut a run that was at work is interrupted, and can be resumed (R-TR-11)', async () => {
  const workspace = folderWith()
  const folder = workspaceLayout(workspace).run('first-try.1')
  const told: RunMessage[] = [{ type: 'queued', at, experiment: experiment() }, started]
  await writeAtomic(
    join(folder, 'events.jsonl'),
    `${told.map((line) => JSON.stringify(line)).join('\n')}\n{"type":"ep`,
  )

  const { septum } = await openHost(workspace, patient)
  expect(await phases(septum)).toEqual({ 'first-try.1': 'interrupted' })
  await septum.training.resume({ runId: 'first-try.1' })
  await expect.poll(() => phases(septum)).toEqual({ 'first-try.1': 'training' })
})

test('a run that another Septum works on is shown, and not touched (LOCK_HELD)', async () => {
  const workspace = folderWith()
  const first = await openHost(workspace, patient)
  const { runId } = await first.septum.training.start({ experiment: experiment() })
  await expect.poll(() => phases(first.septum)).toEqual({ [runId]: 'training' })
  const second = await openHost(workspace, patient)
  await expect(second.septum.training.remove({ runId })).rejects.toMatchObject({
    fault: { code: 'LOCK_HELD' },
  })
  await expect(second.septum.training.stop({ runId })).rejects.toMatchObject({
    fault: { code: 'REQUEST_INVALID' },
  })
})

test('removing a run ends it and deletes its folder', async () => {
  const workspace = folderWith()
  const { septum } = await openHost(workspace, patient)
  const { runId } = await septum.training.start({ experiment: experiment() })
  await expect.poll(() => phases(septum)).toEqual({ [runId]: 'training' })
  await septum.training.remove({ runId })
  expect(await septum.training.runs()).toEqual([])
  expect(existsSync(join(workspace, 'experiments', 'first-try'))).toBe(false)
  await expect(septum.training.messages({ runId })).rejects.toMatchObject({ fault: { code: 'NOT_FOUND' } })
})

test('closing the program ends the trainer, and the run is interrupted at the next start', async () => {
  const workspace = folderWith()
  let pause: () => void = () => undefined
  const stubborn: Answers = {
    ...patient,
    trainer: () => ({
      run: (_order, { progress }) => {
        progress(started)
        pause = () => progress({ type: 'paused', at, epoch: 1 })
        return new Promise(() => undefined)
      },
      pause: async () => pause(),
    }),
  }
  const first = await openHost(workspace, stubborn)
  const { runId } = await first.septum.training.start({ experiment: experiment() })
  await expect.poll(() => phases(first.septum)).toEqual({ [runId]: 'training' })
  expect(first.host.training()).toBe('First try')
  await first.host.close()
  const second = await openHost(workspace, patient)
  expect(await phases(second.septum)).toEqual({ [runId]: 'interrupted' })
})

test('pictures of an epoch come from its film; an epoch without one is named (NOT_FOUND)', async () => {
  const workspace = folderWith()
  const { septum } = await openHost(workspace, patient)
  const { runId } = await septum.training.start({ experiment: experiment() })
  const film = join(workspaceLayout(workspace).run(runId), 'film', filmFileName(1))
  const plane = (value: number) => new Uint8Array(4).fill(value)
  const picture = { image: plane(200), truth: plane(3), prediction: plane(1) }
  await writeAtomic(film, filmBytes({ columns: 2, rows: 2, spacingMm: 1.5 }, [picture]))
  const { header, bytes } = await septum.training.picture({ runId, epoch: 1, index: 0 })
  expect(header).toEqual({ columns: 2, rows: 2, spacingMm: 1.5 })
  expect([...bytes]).toEqual([...plane(200), ...plane(3), ...plane(1)])
  await expect(septum.training.picture({ runId, epoch: 2, index: 0 })).rejects.toMatchObject({
    fault: { code: 'NOT_FOUND' },
  })
})
