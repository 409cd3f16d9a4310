import { expect, test } from 'vitest'
import dataset from '../../../../../renderer/locales/en/dataset.json' with { type: 'json' }
import library from '../../../../../renderer/locales/en/library.json' with { type: 'json' }
import train from '../../../../../renderer/locales/en/train.json' with { type: 'json' }
import { Experiment } from '#shared/domain/experiment'
import { networkIds, type NetworkId } from '#shared/domain/network'
import { networkSettings } from '#shared/domain/networkSettings'
import { layoutIds } from '#shared/domain/study'
import { expertSettings, isAsked } from '#renderer/components/train/expertSettings'

const settings = expertSettings.flatMap((group) => group.settings)
const experiment = (network: NetworkId, training = {}, preparation = {}) =>
  Experiment.parse({
    schema: 'septum-experiment/1',
    name: 'run',
    data: { folder: '.', split: { train: 2, validation: 1, test: 1, seed: 1 } },
    network: { id: network },
    training,
    preparation,
  })
const asked = (given: Experiment) => settings.map(({ path }) => path).filter((path) => isAsked(path, given))

test('the form asks for every setting that a network has, and for none that it lacks', () => {
  for (const id of networkIds)
    expect(
      asked(experiment(id)).filter((path) => path.startsWith('network.')),
      id,
    ).toHaveLength(Object.keys(networkSettings[id]).filter((key) => key !== 'minutes').length)
})

test('a planned network is asked for its time, and no longer for its filters and blocks', () => {
  const given = experiment('residual-unet')
  const planned = asked({ ...given, network: { ...given.network, plan: 'auto' } })
  expect(planned.filter((path) => path.startsWith('network.'))).toEqual(['network.plan', 'network.minutes'])
})

test('a setting that does nothing is not asked for', () => {
  const plain = asked(experiment('unet-2d'))
  for (const path of ['momentum', 'nesterov', 'deepSupervision', 'publishedRates'])
    expect(plain).not.toContain(`training.${path}`)
  expect(plain).not.toContain('preparation.claheTiles')

  expect(asked(experiment('fcn-8s', { optimiser: 'sgd-caffe' }, { clahe: 40 }))).toEqual(
    expect.arrayContaining([
      'training.momentum',
      'training.nesterov',
      'training.publishedRates',
      'preparation.claheTiles',
    ]),
  )
  expect(asked(experiment('residual-unet'))).toContain('training.deepSupervision')
})

test('every network, setting, choice and layout has words', () => {
  const inSettings: Readonly<Record<string, unknown>> = train.setting
  const missing = [
    ...networkIds.filter((id) => !(id in train.network)),
    ...settings.map(({ path }) => path.replaceAll('.', '-')).filter((key) => !(key in inSettings)),
    ...settings
      .flatMap((setting) => (setting.kind === 'choice' ? setting.choices : []))
      .filter((choice) => !(choice in train.choice)),
    ...layoutIds.filter((id) => !(id in library.layouts) || !(id in dataset.layouts)),
  ]
  expect(missing).toEqual([])
})
