import { existsSync, readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { splitCases } from '#electron/compute/training/splitCases'
import { labelledCases } from '#electron/compute/training/labelledCases'
import { readExperiment } from '#electron/compute/training/runPlan'
import { networkCatalogue } from '#models/networks/catalogue'
import { isOwnNetwork } from '#shared/domain/plugin'
import { preparedSide } from '#shared/domain/preparation'

const examples = fileURLToPath(new URL('../../../../models/recipes/examples', import.meta.url))
const acdc = fileURLToPath(new URL('../../../../../shared/data/acdc', import.meta.url))

describe('the committed experiments', () => {
  test.each(readdirSync(examples))('%s is valid, and its size fits its network', async (file) => {
    const { network, preparation } = await readExperiment(`${examples}/${file}`)
    const side = preparedSide(preparation)
    const size = [side, side] as const
    if (!isOwnNetwork(network.id)) throw new Error(`${file} names a plug-in`)
    expect(networkCatalogue[network.id].nearestSize(size, network.depth)).toEqual(size)
  })

  test.skipIf(!existsSync(acdc))(
    'acdc-hearts trains on five patients of each group and tests on two of each (needs ../shared/data/acdc)',
    async () => {
      const { data } = await readExperiment(`${examples}/acdc-hearts.json`)
      const cases = await labelledCases(acdc, data.layout, new AbortController().signal)
      const parts = splitCases(cases, data.split, 'acdc-hearts.json')
      const groups = (part: readonly { group: string | null }[]) =>
        ['DCM', 'HCM', 'MINF', 'NOR', 'RV'].map((group) => part.filter((one) => one.group === group).length)
      expect(groups(parts.train)).toEqual([5, 5, 5, 5, 5])
      expect(groups(parts.validation)).toEqual([1, 1, 1, 1, 1])
      expect(groups(parts.test)).toEqual([2, 2, 2, 2, 2])
    },
  )
})
