import { PassThrough } from 'node:stream'
import { expect, test } from 'vitest'
import { SeptumError } from '#shared/errors/SeptumError'
import { bar, commandOutput, failure } from '#electron/cli/output'

/** A stream that keeps what is written, as a terminal or as a file. */
function stream(isTTY: boolean) {
  const written: string[] = []
  const out = Object.assign(new PassThrough(), { isTTY })
  out.on('data', (part) => written.push(String(part)))
  return { out, text: () => written.join('') }
}

test('with --json stdout holds one document and nothing else; everything else goes to stderr', () => {
  const [stdout, stderr] = [stream(false), stream(false)]
  const output = commandOutput({ json: true, stdout: stdout.out, stderr: stderr.out })
  output.note('a warning')
  output.progress(1, 2, 'patient001')
  output.answer([{ id: 'unet-2d' }], () => 'a table')
  expect(JSON.parse(stdout.text())).toEqual([{ id: 'unet-2d' }])
  expect(stderr.text()).toBe('a warning\n')
})

test('without it a person gets words', () => {
  const stdout = stream(false)
  commandOutput({ json: false, stdout: stdout.out }).answer({}, () => 'two studies')
  expect(stdout.text()).toBe('two studies\n')
})

test('a bar is drawn on a terminal once the work takes over two seconds, and taken away before the answer', () => {
  const [stdout, stderr] = [stream(true), stream(true)]
  let ms = 0
  const output = commandOutput({ json: false, stdout: stdout.out, stderr: stderr.out, now: () => ms })
  ms = 1900
  output.progress(1, 4, 'patient001')
  expect(stderr.text()).toBe('')
  ms = 2100
  output.progress(2, 4, 'patient002')
  expect(stderr.text()).toContain('[############            ] 2/4  patient002')
  output.answer({}, () => 'done')
  expect(stderr.text()).toMatch(/\r +\r$/)
})

test('without a known total the bar is a count', () => {
  expect(bar(120, 0, '/hearts')).toBe('120  /hearts')
})

test('a failed command says cause, remedy and code, and ends with 1; a wrong call ends with 2', () => {
  const empty = new SeptumError('FOLDER_EMPTY', { folder: '/hearts' })
  expect(failure(empty, false)).toEqual({
    text: expect.stringMatching(/^The folder \/hearts holds no files\.\n.+\n\(FOLDER_EMPTY\)$/),
    exitCode: 1,
  })
  expect(JSON.parse(failure(empty, true).text)).toMatchObject({ error: { code: 'FOLDER_EMPTY' } })
  const wrong = new SeptumError('ARGUMENT_INVALID', { argument: '--patients', reason: 'it is not a number' })
  expect(failure(wrong, false).exitCode).toBe(2)
  expect(failure(new Error('a defect'), false).text).toContain('output.test')
})
