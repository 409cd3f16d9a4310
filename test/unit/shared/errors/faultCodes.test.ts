import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { faultCodes, type FaultCode } from '#shared/errors/faultCodes'
import { ForeignFault, SeptumError, toFault } from '#shared/errors/SeptumError'

const root = fileURLToPath(new URL('../../../..', import.meta.url))
const here = 'unit/shared/errors/faultCodes.test.ts'

const texts = (folder: string, ending: string): string =>
  readdirSync(`${root}${folder}`, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => path.endsWith(ending) && !path.endsWith(here) && !path.includes('breaches'))
    .map((path) => readFileSync(`${root}${folder}/${path}`, 'utf8'))
    .join('\n')

const tests = texts('test', '.ts')
const program = [
  'electron',
  'renderer',
  'models',
  'shared/domain',
  'shared/ipc',
  'shared/editing',
  'shared/geometry',
]
  .map((folder) => texts(folder, '.ts') + texts(folder, '.vue'))
  .join('\n')
const codes = Object.keys(faultCodes) as FaultCode[]

describe.each(codes.filter((code) => code !== 'UNEXPECTED'))('%s', (code) => {
  test('is raised by the program', () => expect(program).toContain(`'${code}'`))
  test('is provoked by a test', () => expect(tests).toContain(`'${code}'`))
})

describe('a failure as a person reads it', () => {
  const facts = new Proxy({}, { get: (_, name) => `the ${String(name)}` })

  test.each(codes)('%s has a cause of one sentence and a remedy', (code) => {
    const { cause, remedy } = faultCodes[code]
    expect(cause(facts)).toMatch(/^.*\.$/)
    expect(remedy).toMatch(/\.$/)
    expect(cause(facts) + remedy).not.toMatch(/undefined|!|NaN/)
  })
  test('a defect of ours says so and keeps its stack', () => {
    const fault = toFault(new Error('index out of range'))
    expect(fault.code).toBe('UNEXPECTED')
    expect(fault.cause).toContain('index out of range')
    expect(fault.details).toContain('faultCodes.test')
  })
  test('a fault keeps its sentences across processes', () => {
    const fault = new SeptumError('FOLDER_EMPTY', { folder: '/data/empty' }).toFault()
    expect(toFault(new ForeignFault(fault))).toEqual(fault)
  })
})
