import { expect, test } from 'vitest'
import { folderWith } from '../../../fixtures/folders'
import { feed } from '../../../fixtures/fuzz/feed'
import { mutated, seededRandom } from '../../../fixtures/fuzz/mutations'
import { fuzzSeeds, type Seed } from '../../../fixtures/fuzz/seeds'

// A sample; `npm run bench -- fuzz` cuts and changes far more, and watches time and memory (P-19, X31).
const cuts = 12
const changes = 25
const seed = 20_261_121

const seeds = await fuzzSeeds()

test.each(seeds.map((each): [string, Seed] => [each.name, each]))(
  '%s is read without a complaint',
  async (_, each) => {
    expect(await feed(each, folderWith())).toEqual([])
  },
)

test.each(seeds.map((each): [string, Seed] => [each.name, each]))(
  '%s cut off anywhere or changed at random is read or refused with a code, never in any other way',
  async (_, whole) => {
    const { bytes } = whole
    const scratch = folderWith()
    const random = seededRandom(seed)
    const damaged = [
      ...Array.from({ length: cuts }, (_, i) => bytes.subarray(0, Math.floor((i * bytes.length) / cuts))),
      ...Array.from({ length: changes }, () => mutated(bytes, random)),
    ]
    let refused = 0
    for (const each of damaged) {
      const codes = await feed({ ...whole, bytes: each }, scratch)
      if (codes.length > 0) refused++
    }
    expect(refused).toBeGreaterThan(0)
  },
)
