import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { version } from '#shared/domain/version'

test('the program and its package tell the same version', () => {
  const file = new URL('../../../../package.json', import.meta.url)
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ version })
})
