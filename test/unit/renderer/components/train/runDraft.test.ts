import { describe, expect, test } from 'vitest'
import { networkIds } from '#shared/domain/network'
import { Preparation } from '#shared/domain/preparation'
import { NetworkChoice } from '#shared/domain/networkChoice'
import { experimentDifferences } from '#renderer/components/train/experimentDifferences'
import { changedDraft, clonedDraft, namedDraft, newDraft } from '#renderer/components/train/runDraft'
import { settingAt, withSetting } from '#renderer/components/train/settingPath'
import { expertSettings } from '#renderer/components/train/expertSettings'

const place = { folder: '/data/Site study 2012', layout: 'acdc', labelled: 96, version: null } as const
const moment = { date: '2026-11-21T10:00:00Z', taken: new Set<string>() }
const fresh = newDraft(place, moment)

describe('the launch form', () => {
  test('a new draft can be started as it stands: 70/15/15 by patient and a name from data, network and date', () => {
    expect(fresh.experiment.data.split).toEqual({ train: 68, validation: 14, test: 14, seed: 1 })
    expect(fresh.experiment.name).toBe('site-study-2012-unet-2d-2026-11-21')
  })

  test('a taken name gets a number; a name of the reader stays; an emptied one becomes automatic again', () => {
    const taken = new Set(['site-study-2012-unet-2d-2026-11-21'])
    expect(newDraft(place, { ...moment, taken }).experiment.name).toBe(
      'site-study-2012-unet-2d-2026-11-21-02',
    )
    const own = namedDraft(fresh, 'my run', moment)
    expect(changedDraft(own, { ...own.experiment, note: 'x' }, moment).experiment.name).toBe('my run')
    expect(namedDraft(own, '', moment).experiment.name).toBe(fresh.experiment.name)
  })

  test('a clone says what differs from its parent, and nothing else (R-TR-5)', () => {
    const clone = clonedDraft(fresh.experiment, moment)
    const changed = withSetting(clone.experiment, 'training.loss', 'dice')!
    expect(experimentDifferences(fresh.experiment, { ...changed, name: 'other' })).toEqual([
      { path: 'training.loss', before: 'ce+dice', after: 'dice' },
    ])
    const off = { ...changed, training: { ...changed.training, augmentation: null } }
    expect(experimentDifferences(changed, off).some(({ path }) => path === 'training.augmentation')).toBe(
      true,
    )
  })

  test('every expert setting points at a field of an experiment and can be set again to what it is', () => {
    const experiments = networkIds.map((id) => ({
      ...fresh.experiment,
      network: NetworkChoice.parse({ id }),
    }))
    experiments.push({ ...fresh.experiment, preparation: Preparation.parse({ preset: 'C6' }) })
    for (const { settings } of expertSettings)
      for (const { path } of settings) {
        const having = experiments.filter((experiment) => settingAt(experiment, path) !== undefined)
        expect(having.length, path).toBeGreaterThan(0)
        for (const experiment of having) {
          const value = settingAt(experiment, path) as string | number | boolean | null
          expect(withSetting(experiment, path, value), path).toEqual(experiment)
        }
      }
  })

  test('a setting that a network lacks is refused by name', () => {
    const problem = (network: object): string[] =>
      NetworkChoice.safeParse(network).error?.issues.map(
        ({ path, message }) => `${path.join()}: ${message}`,
      ) ?? []
    expect(problem({ id: 'densenet', depth: 4 })).toEqual(['depth: densenet has no such setting'])
    expect(problem({ id: 'unet-2d', slices: 16 })).toEqual(['slices: unet-2d has no such setting'])
    expect(NetworkChoice.parse({ depth: 4 })).toMatchObject({ id: 'unet-2d', depth: 4, baseFilters: 16 })
    expect(NetworkChoice.parse({ id: 'densenet' })).toEqual({
      id: 'densenet',
      growth: 16,
      dropout: 0.2,
      quirks: 'corrected',
    })
  })

  test('a value outside its range changes nothing', () => {
    expect(withSetting(fresh.experiment, 'network.depth', 99)).toBeNull()
    expect(withSetting(fresh.experiment, 'training.loss', 'hinge')).toBeNull()
    const zoom = withSetting(fresh.experiment, 'training.augmentation.zoom.1', 1.5)
    expect(zoom?.training.augmentation).toMatchObject({ zoom: [0.85, 1.5] })
  })
})
