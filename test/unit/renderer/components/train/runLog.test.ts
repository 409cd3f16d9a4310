import { expect, test } from 'vitest'
import train from '../../../../../renderer/locales/en/train.json' with { type: 'json' }
import type { RunMessage } from '#shared/domain/training'
import { expertSettings } from '#renderer/components/train/expertSettings'
import { logLine, logLines } from '#renderer/components/train/runLog'

const at = '2026-03-01T10:00:00.000Z'
const epoch: RunMessage = {
  type: 'epoch',
  at,
  epoch: 38,
  trainLoss: 0.21,
  validationLoss: 0.25,
  dice: { 'rv-cavity': 0.878, 'lv-cavity': 0.942 },
  meanDice: 0.91,
  backgroundOnly: false,
  best: true,
  seconds: 30,
  etaSeconds: [480, 600],
}
const words: Readonly<Record<string, string>> = train.log
const said = (message: RunMessage): string => {
  const line = logLine(message)
  if (!line) return ''
  const sentence = words[line.key.replace('train.log.', '')] ?? `no words for ${line.key}`
  return sentence.replace(/\{(\w+)\}/g, (_, name: string) => String(line.values[name] ?? `{${name}}`))
}

test('the log says in a sentence what an epoch reached, left ventricle first', () => {
  expect(said(epoch)).toBe(
    'Epoch 38 finished. Mean Dice 0.910 (LV 0.942, RV 0.878), the best so far. Checkpoint written.',
  )
  expect(said({ ...epoch, best: false, meanDice: null, dice: null })).toBe(
    'Epoch 38 finished. Training loss 0.210; not validated.',
  )
  expect(said({ ...epoch, backgroundOnly: true })).toContain('background only')
})

test('steps and progress stay out of the log; the newest line stands first', () => {
  const step: RunMessage = { type: 'step', at, epoch: 1, step: 1, loss: 1, learningRate: 1, msPerStep: 1 }
  const paused: RunMessage = { type: 'paused', at, epoch: 39 }
  expect(logLines([epoch, step, paused]).map(({ key }) => key)).toEqual([
    'train.log.paused',
    'train.log.epochBest',
  ])
})

test('a failed run tells its cause, with every word filled in', () => {
  const fault = { code: 'DISK_FULL', cause: 'The disk is full.', remedy: '' }
  expect(said({ type: 'failed', at, fault })).toBe('Stopped by itself: The disk is full.')
})

test('every expert setting has a name and a line that explains it, every choice a name', () => {
  const settings: Readonly<Record<string, { label?: string; why?: string; off?: string }>> = train.setting
  const choices: Readonly<Record<string, string>> = train.choice
  for (const setting of expertSettings.flatMap((group) => group.settings)) {
    const words = settings[setting.path.replaceAll('.', '-')]
    expect(words?.label, setting.path).toBeTruthy()
    expect(words?.why, setting.path).toBeTruthy()
    if (setting.kind === 'number' && setting.whenOn !== undefined)
      expect(words?.off, setting.path).toBeTruthy()
    if (setting.kind === 'choice')
      for (const choice of setting.choices) expect(choices[choice], choice).toBeTruthy()
  }
})
