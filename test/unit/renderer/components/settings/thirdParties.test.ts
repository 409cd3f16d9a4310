import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { thirdParties } from '#renderer/components/settings/thirdParties'

test('About names every package that Septum is delivered with', () => {
  const { dependencies, optionalDependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as Record<
    string,
    Record<string, string>
  >
  const delivered = [...Object.keys({ ...dependencies, ...optionalDependencies }), 'electron']
  expect(thirdParties.map(({ name }) => name).toSorted()).toEqual(delivered.toSorted())
})
