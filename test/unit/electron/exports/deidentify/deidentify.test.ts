import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { gunzipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { inspectDataset } from '#electron/datasets/inspectDataset'
import { scanFolder } from '#electron/datasets/scanFolder'
import { deidentifyCases } from '#electron/exports/deidentify/deidentifyCases'
import { deidentifyDicom } from '#electron/exports/deidentify/deidentifyDicom'
import { deidentifyNifti } from '#electron/exports/deidentify/deidentifyNifti'
import { newKey, openedKey, sealedKey } from '#electron/exports/deidentify/keyFile'
import { keepKey, keyOfProject } from '#electron/exports/deidentify/projectKey'
import { pseudonyms, shiftedDate } from '#electron/exports/deidentify/pseudonyms'
import { dicomElements, dicomFileBytes, type DicomElements } from '#electron/formats/dicom/dicomElements'
import { readDicom } from '#electron/formats/dicom/readDicom'
import { makePhantoms } from '#electron/phantoms/makePhantoms'
import { DeidentifyOptions } from '#shared/domain/deidentify'
import type { CaseSource } from '#shared/domain/study'
import { dicomFile } from '../../../../fixtures/dicomFiles'
import { folderWith } from '../../../../fixtures/folders'
import { niftiFile } from '../../../../fixtures/niftiFiles'

const identity = 'Zqürkwitz'
const everything = DeidentifyOptions.parse({ dates: 'shifted', characteristics: true })
const project = { secret: '07'.repeat(32), patients: {} }
const names = pseudonyms(project, everything)

/** Tags where a person's name may stand, of every kind: patient, visit, staff, places, comments, devices, private. */
const planted =
  `00100010:PN 00100020:LO 00100021:LO 00101000:LO 00101001:PN 00101005:PN 00101040:LO 00101060:PN 00102154:SH
00102160:SH 00102180:SH 001021B0:LT 00104000:LT 00080050:SH 00080080:LO 00080081:ST 00080090:PN 00080092:ST
00081010:SH 00081030:LO 0008103E:LO 00081040:LO 00081048:PN 00081050:PN 00081060:PN 00081070:PN 00081080:LO
00082111:ST 00084000:LT 00080070:LO 00081090:LO 00180010:LO 00180015:CS 00181000:LO 00181020:LO 00181030:LO
00184000:LT 00185100:CS 00200010:SH 00204000:LT 00321030:LO 00321032:PN 00321060:LO 00324000:LT 00380300:LO
00380500:LO 00400006:PN 00400241:AE 00400253:SH 00400254:LO 00401001:SH 00402016:LO 0040A123:PN 00281055:LO
00090010:LO 00091001:LO 00291010:LO 60004000:LO`
    .split(/\s+/)
    .map((each) => each.split(':') as [tag: string, vr: string])

describe('a de-identified DICOM file', () => {
  const source = (): Uint8Array => {
    const { meta, dict } = dicomElements(dicomFile({ rows: 4, columns: 4 }), 'x.dcm')
    for (const [tag, vr] of planted) dict[tag] = { vr, Value: [identity] }
    const nested = (): DicomElements => ({
      '00080100': { vr: 'SH', Value: [identity] },
      '00080104': { vr: 'LO', Value: [identity] },
    })
    // Sequences: one that goes, one whose own kind is kept, one in a private group.
    dict['00400275'] = { vr: 'SQ', Value: [nested()] }
    dict['00081140'] = {
      vr: 'SQ',
      Value: [{ '00081155': { vr: 'UI', Value: ['1.2.3.4'] }, '00401101': { vr: 'SQ', Value: [nested()] } }],
    }
    dict['00111010'] = { vr: 'SQ', Value: [nested()] }
    dict['00080005'] = { vr: 'CS', Value: ['ISO_IR 192'] }
    dict['00100030'] = { vr: 'DA', Value: ['19500101'] }
    dict['00080020'] = { vr: 'DA', Value: ['20200131'] }
    dict['00101010'] = { vr: 'AS', Value: ['070Y'] }
    dict['00100040'] = { vr: 'CS', Value: ['F'] }
    dict['0020000D'] = { vr: 'UI', Value: ['1.2.3'] }
    return dicomFileBytes({ meta, dict })
  }
  const found = (bytes: Uint8Array): boolean =>
    Buffer.from(bytes).toString('latin1').includes(Buffer.from(identity, 'utf8').toString('latin1')) ||
    Buffer.from(bytes).toString('latin1').toLowerCase().includes('rkwitz')

  test('holds the planted name in none of its bytes: 60 places, private, nested and UTF-8 (P-15)', () => {
    const bytes = source()
    expect(planted.length + 5).toBeGreaterThanOrEqual(60)
    expect(found(bytes)).toBe(true)
    for (const options of [DeidentifyOptions.parse({}), everything])
      expect(found(deidentifyDicom(bytes, 'x.dcm', options, names).bytes)).toBe(false)
  })

  test('says so (P-9), keeps its pixels, and has other UIDs that agree between files (P-10)', async () => {
    const folder = folderWith({ 'a.dcm': source() })
    const made = deidentifyDicom(source(), 'x.dcm', everything, names)
    const { dict } = dicomElements(made.bytes, 'out.dcm')
    expect(dict['00120062']!.Value).toEqual(['YES'])
    expect(dict['00280303']!.Value).toEqual(['MODIFIED'])
    expect(dict['00100010']!.Value![0]).toMatchObject({ Alphabetic: made.subject })
    expect(dict['00101010']!.Value).toEqual(['070Y'])
    const [study] = dict['0020000D']!.Value as string[]
    expect(study).toBe(names.uid('1.2.3'))
    expect(study!.length).toBeLessThanOrEqual(64)
    const [reference] = dict['00081140']!.Value as DicomElements[]
    expect(reference!['00081155']!.Value).toEqual([names.uid('1.2.3.4')])
    writeFileSync(path.join(folder, 'b.dcm'), made.bytes)
    const [before, after] = [
      await readDicom(path.join(folder, 'a.dcm')),
      await readDicom(path.join(folder, 'b.dcm')),
    ]
    expect(after.frame(0)).toEqual(before.frame(0))
  })

  test('keeps intervals between a patient’s dates, or no dates at all (P-11)', () => {
    const date = (options: DeidentifyOptions): unknown =>
      dicomElements(deidentifyDicom(source(), 'x.dcm', options, names).bytes, 'o').dict['00080020']!
        .Value?.[0]
    expect(date(DeidentifyOptions.parse({})) ?? '').toBe('')
    const shift = names.dayShift(identity)
    expect(date(everything)).toBe(shiftedDate('20200131', shift))
    expect(shiftedDate('20200301', -1)).toBe('20200229')
    expect(shiftedDate('soon', -1)).toBeNull()
  })

  test('keeps scanner, place, dates and UIDs only where each is asked for, and says so in its codes (P-8, P-9)', () => {
    const options = { dates: 'kept', device: true, institution: true, uids: true } as const
    const made = deidentifyDicom(source(), 'x.dcm', DeidentifyOptions.parse(options), names)
    const { dict } = dicomElements(made.bytes, 'o')
    const value = (tag: string): unknown => dict[tag]?.Value?.[0]
    expect([value('00080070'), value('00080080')]).toEqual([identity, identity])
    expect([value('00080020'), value('0020000D')]).toEqual(['20200131', '1.2.3'])
    expect(value('00280303')).toBe('UNMODIFIED')
    expect(value('00081010')).toBe(identity) // the station is a part of the device
    expect(value('00104000')).toBeUndefined()
    const codes = (dict['00120064']!.Value as DicomElements[]).map((item) => item['00080100']!.Value![0])
    expect(codes).toEqual(['113100', '113105', '113106', '113109', '113110', '113112'])
  })

  test('of a patient of 93 years says 90, as of all who are older than that', () => {
    const { meta, dict } = dicomElements(source(), 'x.dcm')
    dict['00101010'] = { vr: 'AS', Value: ['093Y'] }
    const made = deidentifyDicom(dicomFileBytes({ meta, dict }), 'x.dcm', everything, names)
    expect(dicomElements(made.bytes, 'o').dict['00101010']!.Value).toEqual(['090Y'])
  })

  test('that cannot be taken apart is refused', () => {
    expect(() => deidentifyDicom(new Uint8Array(300), 'x.dcm', everything, names)).toThrow(/x\.dcm/)
  })
})

test('a NIfTI loses the text of its header and its extensions, and no voxel (P-12)', () => {
  const bytes = niftiFile({ shape: [3, 2, 2], voxels: Uint8Array.from({ length: 24 }, (_, i) => i) })
  const extension = new TextEncoder().encode(identity.padEnd(24))
  const whole = new Uint8Array(bytes.length + 32)
  whole.set(bytes.subarray(0, 348))
  whole[348] = 1
  new DataView(whole.buffer).setInt32(352, 32, true)
  whole.set(extension, 360)
  whole.set(bytes.subarray(352), 384)
  new DataView(whole.buffer).setFloat32(108, 384, true)
  whole.set(new TextEncoder().encode(identity), 148)
  const out = deidentifyNifti(whole, 'x.nii')
  expect(Buffer.from(out).toString('latin1')).not.toContain('rkwitz')
  expect([...out.subarray(352)]).toEqual([...bytes.subarray(352)])
})

test('a folder of phantoms becomes a folder of stand-ins that opens with the same grid; nothing names the patient', async () => {
  const [folder, out] = [folderWith(), folderWith()]
  await makePhantoms({ layout: 'nnunet', patients: 1, seed: 3, out: folder })
  const cases: CaseSource[] = []
  await scanFolder(folder, {
    onCase: (c) => cases.push(c),
    onRefusal: () => undefined,
    onProgress: () => undefined,
  })
  const key = newKey()
  const report = await deidentifyCases(cases, { out, options: everything, key })
  expect(report).toMatchObject({ subjects: 1, leftOut: {} })
  const written = readdirSync(out, { recursive: true, encoding: 'utf8' })
  expect(written.join()).not.toContain('patient001')
  for (const name of written.filter((each) => each.endsWith('.gz')))
    expect(
      Buffer.from(gunzipSync(readFileSync(path.join(out, name))).subarray(0, 352)).toString('latin1'),
    ).not.toContain('patient')
  const { cases: copies } = await inspectDataset(out)
  const { cases: sources } = await inspectDataset(folder)
  expect(copies[0]!.shape).toEqual(sources[0]!.shape)
  expect(Object.keys(key.patients)).toEqual(['patient001'])

  const sealed = sealedKey(key, 'open sesame')
  expect(sealed).not.toContain('patient001')
  expect(openedKey(sealed, 'open sesame', 'key')).toEqual(key)
  expect(() => openedKey(sealed, 'other', 'key')).toThrow(/passphrase/)
})

test('stand-ins are numbered where that is wished, go on where the project was, and two patients never share one', () => {
  const known = { ...project, patients: { 'P-1': 'HEART-0001', 'P-9': 'HEART-0003' } }
  const numbered = pseudonyms(known, { naming: 'numbered', prefix: 'HEART' })
  expect(['P-9', 'P-2', '__proto__', 'P-2'].map((id) => numbered.patient(id))).toEqual([
    'HEART-0003',
    'HEART-0004',
    'HEART-0005',
    'HEART-0004',
  ])
  const code = names.patient('P-2')
  const taken = { ...project, patients: { someone: code } }
  const other = pseudonyms(taken, everything).patient('P-2')
  expect(other).not.toBe(code)
  expect(other.startsWith(code)).toBe(true)
})

test('a project keeps its stand-ins through its key file, which needs a passphrase (P-14)', async () => {
  const file = path.join(folderWith(), 'project.key')
  await expect(keyOfProject(file, '')).rejects.toMatchObject({ code: 'PASSPHRASE_MISSING' })
  const key = await keyOfProject(file, 'open sesame')
  key.patients['patient001'] = 'SUBJ-1'
  await keepKey(file, key, 'open sesame')
  expect(await keyOfProject(file, 'open sesame')).toEqual(key)
  expect(await keyOfProject(null, '')).not.toEqual(await keyOfProject(null, ''))
})
