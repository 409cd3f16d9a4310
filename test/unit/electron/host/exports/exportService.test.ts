import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { allStudies } from '#shared/ipc/allStudies'
import { DeidentifyOptions } from '#shared/domain/deidentify'
import { openedKey } from '#electron/exports/deidentify/keyFile'
import { patient, shelf, slice, volume } from '../library/shelf'
import type { Attributes } from '../../../../fixtures/dicomFiles'

const planted = 'Zqwertkrantz'
const options = DeidentifyOptions.parse({})
const nobody: Attributes = {
  ...patient(planted, `${planted}^Rosa`),
  0x00080080: ['LO', `${planted} Clinic`],
  0x00080090: ['PN', planted],
  0x00104000: ['LT', `call ${planted}`],
  0x00091001: ['LO', planted],
}
/** A cine series, and one that the camera of an ultrasound wrote upon. */
const cine = (uid: string, more: Attributes = {}): Attributes => ({
  ...nobody,
  0x0020000d: ['UI', '1.2.840.1'],
  0x0020000e: ['UI', uid],
  0x00080060: ['CS', 'MR'],
  ...more,
})
const screen: Attributes = cine('1.2.840.1.8', { 0x00280301: ['CS', 'YES'], 0x00080060: ['CS', 'US'] })

async function desk() {
  const opened = await shelf({
    [`${planted}/a1.dcm`]: slice(1, cine('1.2.840.1.7')),
    [`${planted}/a2.dcm`]: slice(2, cine('1.2.840.1.7')),
    [`${planted}/b1.dcm`]: slice(1, { ...screen, 0x00080018: ['UI', '1.2.840.1.8.1'] }),
    'other/brain.nii': volume(3),
  })
  const rows = await allStudies(opened.septum)
  const out = join(opened.root, 'copies')
  const order = { studies: rows.map(({ id }) => id), out, options, key: null, confirmed: [], leftOut: [] }
  return { ...opened, rows, out, order }
}
const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    statSync(join(folder, name)).isFile(),
  )
const nameIn = (folder: string): string[] =>
  filesBelow(folder).filter(
    (name) => name.includes(planted) || readFileSync(join(folder, name)).includes(planted),
  )

describe('the Library’s de-identified copies', () => {
  test('wait until a person has looked at each series whose pixels may hold text; then hold the planted name in no byte (X18, P-15)', async () => {
    const { septum, order, out, data } = await desk()
    const { series, refused } = await septum.exports.survey({ studies: order.studies })
    expect(refused).toEqual([])
    expect(series.map(({ key, files, text }) => [key.length > 4, files, text])).toEqual(
      expect.arrayContaining([
        [true, 2, null],
        [true, 1, 'stated'],
        [true, 1, null],
      ]),
    )
    const doubtful = series.find(({ text }) => text !== null)!
    expect(doubtful.key).toBe('1.2.840.1.8')
    await expect(septum.exports.deidentify(order)).rejects.toMatchObject({
      fault: { code: 'TEXT_UNCONFIRMED' },
    })
    expect(existsSync(out)).toBe(false)

    const steps: number[] = []
    const outcome = await septum.exports.deidentify({ ...order, confirmed: [doubtful.key] }, ({ done }) =>
      steps.push(done),
    )
    expect(outcome).toMatchObject({ refused: [], unreadable: {}, leftOutByChoice: 0, subjects: 2 })
    expect(outcome.files.map(({ mayShowText }) => mayShowText).filter(Boolean)).toHaveLength(1)
    expect(outcome.files).toHaveLength(4)
    expect(steps.at(-1)).toBe(4)
    expect(nameIn(data).length).toBeGreaterThan(0)
    expect(nameIn(out)).toEqual([])
    expect(JSON.parse(readFileSync(join(out, 'report.json'), 'utf8'))).toMatchObject({ subjects: 2 })
  })

  test('leave out a series that the reader leaves out, and a file that is gone, and say so', async () => {
    const { septum, order, out, data } = await desk()
    writeFileSync(join(data, planted, 'a2.dcm'), 'gone')
    const outcome = await septum.exports.deidentify({ ...order, leftOut: ['1.2.840.1.8'] })
    expect(outcome.leftOutByChoice).toBe(1)
    expect(outcome.unreadable).toEqual({ FILE_MALFORMED: 1 })
    expect(outcome.refused[0]!.file).toMatch(/a2\.dcm$/)
    expect(outcome.files).toHaveLength(2)
    expect(nameIn(out)).toEqual([])
  })

  test('show beforehand what becomes of each attribute, with the stand-in that the copies then have (P-14)', async () => {
    const { septum, order, out } = await desk()
    const { series } = await septum.exports.survey({ studies: order.studies })
    const { study, first } = series.find(({ text }) => text !== null)!
    const lines = await septum.exports.preview({ study, file: first, options, key: null })
    const of = (tag: string) => lines.find((line) => line.tag === tag)
    expect(of('0010,0010')).toMatchObject({ name: 'Patient Name', before: `${planted}^Rosa` })
    expect(of('0010,4000')).toMatchObject({ before: `call ${planted}`, after: null })
    expect(of('0012,0062')).toMatchObject({ before: null, after: 'YES' })
    const standIn = of('0010,0020')!.after!
    expect(standIn).toMatch(/^SUBJ-[0-9A-F]{8}$/)
    await septum.exports.deidentify({ ...order, confirmed: ['1.2.840.1.8'] })
    expect(readdirSync(out)).toContain(standIn)

    const nifti = series.find(({ key, study: id }) => key === id)!
    const [file] = await septum.exports.preview({ study: nifti.study, file: 0, options, key: null })
    expect(file).toMatchObject({ name: 'File', before: 'brain.nii' })
    await expect(
      septum.exports.preview({ study: nifti.study, file: 9, options, key: null }),
    ).rejects.toMatchObject({ fault: { code: 'NOT_FOUND' } })
  })

  test('go neither among the originals nor around them, whatever link leads there, and write over nothing', async () => {
    const { septum, order, root, data } = await desk()
    const copy = (out: string) => septum.exports.deidentify({ ...order, out, leftOut: ['1.2.840.1.8'] })
    symlinkSync(data, join(root, 'link'))
    for (const out of [join(data, 'copies'), data, root, join(root, 'link', 'new')])
      await expect(copy(out)).rejects.toMatchObject({ fault: { code: 'COPIES_INSIDE_SOURCE' } })
    const full = join(root, 'full')
    mkdirSync(full)
    writeFileSync(join(full, 'thesis.doc'), 'mine')
    await expect(copy(full)).rejects.toMatchObject({ fault: { code: 'FOLDER_NOT_EMPTY' } })
    await expect(copy(join(full, 'thesis.doc', 'x'))).rejects.toMatchObject({
      fault: { code: 'SAVE_FAILED' },
    })
    await expect(copy('copies')).rejects.toMatchObject({ fault: { code: 'SAVE_FAILED' } })
    expect(readdirSync(full)).toEqual(['thesis.doc'])
  })

  test('keep a sealed key apart from themselves; with it a later copy gives a patient the same name (P-14)', async () => {
    const { septum, order, root, out } = await desk()
    const key = { file: join(root, 'keys', 'project.key'), passphrase: 'open sesame' }
    const leftOut = ['1.2.840.1.8']
    const inside = { ...key, file: join(out, 'project.key') }
    await expect(septum.exports.deidentify({ ...order, leftOut, key: inside })).rejects.toMatchObject({
      fault: { code: 'KEY_AMONG_COPIES' },
    })
    await septum.exports.deidentify({ ...order, leftOut, key })
    const sealed = readFileSync(key.file, 'utf8')
    expect(sealed).not.toContain(planted)
    const { patients } = openedKey(sealed, key.passphrase, key.file)
    expect(readdirSync(out)).toContain(patients[planted])
    const again = join(root, 'again')
    await septum.exports.deidentify({ ...order, leftOut, key, out: again })
    expect(readdirSync(again).sort()).toEqual(readdirSync(out).sort())
  })

  test('leave nothing behind when they are cancelled', async () => {
    const { septum, order, out } = await desk()
    const running = septum.exports.deidentify({ ...order, leftOut: ['1.2.840.1.8'] }, ({ what }) => {
      if (what === 'copies') running.cancel()
    })
    await expect(running).rejects.toMatchObject({ fault: { code: 'CANCELLED' } })
    expect(existsSync(out) ? readdirSync(out) : []).toEqual([])
  })
})
