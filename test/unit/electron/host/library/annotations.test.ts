import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { allStudies } from '#shared/ipc/allStudies'
import { Experiment } from '#shared/domain/experiment'
import type { JournalEntry } from '#shared/domain/segmentation'
import { noFilter } from '#shared/domain/studyFilter'
import { inspectDataset } from '#electron/datasets/inspectDataset'
import { versionHash } from '#electron/datasets/versionHash'
import { DatasetFiles } from '#electron/host/datasets/datasetFiles'
import { openHost } from '../openHost'
import { patient, realReader, shelf, slice, volume } from './shelf'

const withoutIndex = (workspace: string) => {
  for (const end of ['', '-wal', '-shm']) rmSync(join(workspace, `library.db${end}`), { force: true })
}

test('with the index deleted, a rebuild brings back studies, statuses, tags, notes and worklists (U21, F-LI-5)', async () => {
  const { septum, host, workspace } = await shelf({ 'heart/1.nii': volume(1), 'other/2.nii': volume(2) })
  const [row] = await allStudies(septum)
  const id = row!.id
  await septum.studies.open({ id })
  const flag: JournalEntry = {
    type: 'edit',
    edit: {
      id: 'flag',
      label: 'Flag the study',
      at: '2026-03-14T09:00:00.000Z',
      actor: 'AB',
      place: { slice: 0, phase: 0 },
      changes: [{ kind: 'review', before: 'new', after: 'flagged' }],
    },
  }
  await septum.studies.append({ id, entries: [flag] })
  await septum.studies.close({ id })
  await septum.library.annotate({ studies: { [id]: { tags: ['teaching'], note: 'Thin lateral wall.' } } })
  const worklists = [{ id: 'w1', name: 'Basal doubt', filter: { ...noFilter, tags: ['teaching'] } }]
  await septum.library.setWorklists({ worklists })
  const before = await allStudies(septum)
  expect(before[0]).toMatchObject({ review: 'flagged', tags: ['teaching'] })
  await host.close()
  withoutIndex(workspace)

  const second = await openHost(workspace, realReader())
  expect(await allStudies(second.septum)).toEqual([])
  await second.septum.library.rebuild()
  const undated = (rows: typeof before) => rows.map(({ addedAt: _added, lastSeen: _seen, ...kept }) => kept)
  expect(undated(await allStudies(second.septum))).toEqual(undated(before))
  expect(await second.septum.library.worklists()).toEqual(worklists)
  await second.host.close()

  // A workspace of before these files: the state follows from the journal.
  withoutIndex(workspace)
  rmSync(join(workspace, 'studies', id, 'state.json'))
  const third = await openHost(workspace, realReader())
  await third.septum.library.rebuild()
  expect((await allStudies(third.septum))[0]).toMatchObject({ id, review: 'flagged' })
})

test('tags and notes that were damaged on the disk are set aside, and the Library opens (FILE_MALFORMED)', async () => {
  const { host, workspace } = await shelf({ '1.nii': volume(1) })
  await host.close()
  writeFileSync(join(workspace, 'annotations.json'), '{ "schema"')
  const { septum } = await openHost(workspace, realReader())
  expect((await allStudies(septum))[0]).toMatchObject({ tags: [], note: '' })
})

test('a search finds every word, in any part of it, with or without accents, in tags and notes too (F-LI-1)', async () => {
  const { septum } = await shelf({
    'a/1.dcm': slice(1, { ...patient('P-7', 'Müller^Jörg'), 0x00080005: ['CS', 'ISO_IR 192'] }),
    'b/2.nii': volume(2),
  })
  const rows = await allStudies(septum)
  const [dicom, nifti] = [
    rows.find(({ layout }) => layout === 'dicom')!.id,
    rows.find(({ layout }) => layout === 'nifti')!.id,
  ]
  await septum.library.annotate({
    studies: { [nifti]: { tags: ['basal doubt'], note: 'second "reader" asked: 100 %' } },
  })
  const found = (text: string) => septum.library.search({ text })
  expect(await found('muller jorg')).toEqual([dicom])
  expect(await found('ÜLLE')).toEqual([dicom])
  expect(await found('p-7')).toEqual([dicom])
  expect(await found('basal reader')).toEqual([nifti])
  expect(await found('"reader" %')).toEqual([nifti])
  expect(await found('reader muller')).toEqual([])
  expect((await found('  ')).length).toBe(2)
  await septum.library.annotate({ studies: { [nifti]: { note: '' } } })
  expect(await found('reader')).toEqual([])
})

test('the same study in two folders is one row that says so; with one disk gone the other is read (F-LI-6)', async () => {
  const { septum, data } = await shelf({ 'disk/a.nii': volume(1), 'copy/a.nii': volume(1) })
  const [row, ...others] = await allStudies(septum)
  expect(others).toEqual([])
  expect(row).toMatchObject({ online: true, otherPlaces: [join(data, 'disk')] })
  expect(row!.problems).toContainEqual(expect.stringContaining(join(data, 'disk')))
  rmSync(join(data, 'copy'), { recursive: true })
  await septum.library.rescan({ folders: null })
  expect(await allStudies(septum)).toMatchObject([
    { id: row!.id, folder: join(data, 'disk'), online: true, otherPlaces: [], problems: [] },
  ])
})

const uid = (text: string) => ({ 0x0020000d: ['UI', text] as const })

test('one study number under two patients is left out of data sets until a reader says, with a reason, who is who (R-LIB-4, X15)', async () => {
  const { septum, host, workspace, data } = await shelf({
    'a/1.dcm': slice(1, { ...patient('C-019'), ...uid('1.2.4') }),
    'b/2.dcm': slice(2, { ...patient('C-091'), ...uid('1.2.4') }),
    'c/3.dcm': slice(3, { ...patient('C-100'), ...uid('1.2.5') }),
  })
  const clashes = async (from = septum) =>
    Object.fromEntries((await allStudies(from)).map((row) => [row.clash?.patients[0], row]))
  expect(Object.keys(await clashes())).toEqual(['C-091', 'C-019', 'undefined'])

  await expect(
    septum.library.decide({
      studyUid: '1.2.4',
      decision: { decision: 'same', patientId: 'C-019', reason: ' ' },
    }),
  ).rejects.toMatchObject({ fault: { code: 'REQUEST_INVALID' } })
  const reason = 'Renumbered after admission; the ward confirmed it.'
  // Until then it is in no data set and no training, whether by itself or in its folder; inspecting warns.
  const doubt = { fault: { code: 'PATIENT_IN_DOUBT' } }
  const before = await clashes()
  const add = (...rows: string[]) =>
    septum.datasets.add({ name: `set-${rows.length}`, studies: rows, fresh: true })
  await expect(add(before['undefined']!.id, before['C-019']!.id)).rejects.toMatchObject(doubt)
  await expect(add(before['undefined']!.id)).resolves.toMatchObject({ name: 'set-1' })
  const split = { train: 1, validation: 1, test: 1, seed: 1 }
  const experiment = Experiment.parse({
    schema: 'septum-experiment/1',
    name: 'a',
    data: { folder: data, split },
  })
  await expect(septum.training.start({ experiment })).rejects.toMatchObject(doubt)
  expect(await septum.training.preflight({ experiment })).toMatchObject([
    { level: 'stop', text: expect.stringContaining('C-019, C-091') },
  ])
  const inspected = await inspectDataset(data)
  expect(inspected.cases.map(({ problems }) => problems.join().includes('several patients')).sort()).toEqual([
    false,
    true,
    true,
  ])

  await septum.library.decide({
    studyUid: '1.2.4',
    decision: { decision: 'same', patientId: 'C-019', reason },
  })
  await expect(add(before['undefined']!.id, before['C-019']!.id)).resolves.toMatchObject({ name: 'set-2' })
  const rows = await allStudies(septum)
  expect(rows.map(({ patientId }) => patientId).sort()).toEqual(['C-019', 'C-019', 'C-100'])
  expect(rows.every(({ problems }) => !problems.join().includes('left out'))).toBe(true)
  await host.close()

  const second = await openHost(workspace, realReader())
  expect((await clashes(second.septum))['C-091']!.clash!.decided).toMatchObject({ decision: 'same', reason })
  // A version that was frozen meanwhile is not trained on either, once the decision is taken back.
  const files = new DatasetFiles(join(workspace, 'datasets'))
  const { content } = (await files.draft('set-2'))!
  await files.keepVersion({
    ...{ schema: 'septum-dataset/1', name: 'set-2', version: 1, basedOn: null, content, hashes: {} },
    ...{ frozenAt: '2026-03-01T10:00:00.000Z', hash: versionHash(content, {}) },
  })
  await second.septum.library.decide({ studyUid: '1.2.4', decision: null })
  expect((await clashes(second.septum))['C-091']!.problems.join()).toContain('left out')
  const onVersion = {
    ...experiment,
    data: { folder: files.versionFile('set-2', 1), layout: 'auto', split },
  } as const
  await expect(second.septum.training.start({ experiment: onVersion })).rejects.toMatchObject(doubt)
  expect(await second.septum.training.preflight({ experiment: onVersion })).toMatchObject([
    { level: 'stop', text: expect.stringContaining('is filed under several patients') },
  ])
})

test('a patient of the same name and birth date under another ID is warned of; one of another birth date is not (F-LI-6)', async () => {
  const born = (date: string) => ({ 0x00100030: ['DA', date] as const })
  const { septum } = await shelf({
    'a/1.dcm': slice(1, { ...patient('A-1', 'Berg^Anna'), ...uid('1.1'), ...born('19500101') }),
    'b/2.dcm': slice(2, { ...patient('B-2', 'BERG^ANNA'), ...uid('1.2'), ...born('19500101') }),
    'c/3.dcm': slice(3, { ...patient('C-3', 'Berg^Anna'), ...uid('1.3'), ...born('19700101') }),
    'd/4.dcm': slice(4, { ...patient('D-4', 'Anonymous'), ...uid('1.4') }),
    'e/5.dcm': slice(5, { ...patient('E-5', 'Anonymous'), ...uid('1.5') }),
  })
  const warned = (await allStudies(septum))
    .filter(({ problems }) => problems.some((text) => text.includes('same name')))
    .map(({ patientId }) => patientId)
  expect(warned.sort()).toEqual(['A-1', 'B-2'])
})
