import fc from 'fast-check'
import { expect, test } from 'vitest'
import { usedCases, type DatasetDraft } from '#shared/domain/dataset'
import { commanded, withCases, type DatasetCommand } from '#shared/domain/datasetCommands'
import { datasetDiff } from '#shared/domain/datasetDiff'
import { edited, editBetween, redone, undone } from '#shared/domain/datasetEdits'
import { acdcHearts, contentOf, member } from './datasetCases'

const draft = (): DatasetDraft => ({
  schema: 'septum-dataset-draft/1',
  name: 'hearts',
  version: 1,
  basedOn: null,
  savedAt: '2026-01-01T00:00:00.000Z',
  content: contentOf(acdcHearts(1, 8)),
  done: [],
  undone: [],
})
const ids = Object.keys(draft().content.cases)

const commands: fc.Arbitrary<DatasetCommand> = fc.oneof(
  fc.constantFrom(...ids).map((id) => ({ do: 'exclude' as const, cases: [id], reason: 'blurred' })),
  fc.constantFrom(...ids).map((id) => ({ do: 'include' as const, cases: [id] })),
  fc.constantFrom(...ids).map((id) => ({
    do: 'fix' as const,
    case: id,
    fix: { kind: 'fill-holes' as const, phase: 'ed' as const },
  })),
  fc.constantFrom(...ids).map((id) => ({
    do: 'unfix' as const,
    case: id,
    fix: { kind: 'fill-holes' as const, phase: 'ed' as const },
  })),
  fc.nat(50).map((seed) => ({
    do: 'draw' as const,
    split: { ratios: { train: 0.6, validation: 0.2, test: 0.2 }, strata: 'group' as const, seed },
  })),
)

test('every edit of a draft is taken back, one by one, to where it began, and brought back again (R-DS-10)', () => {
  fc.assert(
    fc.property(fc.array(commands, { maxLength: 12 }), (asked) => {
      let now = draft()
      const before = now.content
      for (const command of asked) {
        const { label, content } = commanded(now.content, command)
        const edit = editBetween(label, now.content, content)
        if (edit) now = edited(now, edit)
      }
      const end = now.content
      while (now.done.length > 0) now = undone(now)
      expect(now.content).toEqual(before)
      while (now.undone.length > 0) now = redone(now)
      expect(now.content).toEqual(end)
      expect(undone(redone(draft()))).toEqual(draft())
    }),
  )
})

test('a version tells what it has more, less and with other labels than the one before (R-DS-1)', () => {
  const before = contentOf(acdcHearts(1, 6))
  const grown = withCases(before, [member('patient009')]).content
  const after = commanded(commanded(grown, { do: 'remove', cases: ['acdc-patient002'] }).content, {
    do: 'fix',
    case: 'acdc-patient003',
    fix: { kind: 'drop-islands', phase: 'es' },
  }).content
  const diff = datasetDiff(
    { content: before, hashes: { 'acdc-patient004': { labels: 'a' }, 'acdc-patient005': { labels: 'c' } } },
    { content: after, hashes: { 'acdc-patient004': { labels: 'b' }, 'acdc-patient005': { labels: 'c' } } },
  )
  expect(diff).toMatchObject({
    added: ['patient009'],
    removed: ['patient002'],
    relabelled: ['patient003', 'patient004'],
  })
})

test('cases of two sources with one name are told apart', () => {
  const content = contentOf([member('SAX'), member('SAX', { id: 'dicom-other', patientId: 'other' })])
  expect(usedCases(content).map(({ source }) => source.name)).toEqual(['SAX', 'SAX (2)'])
})

test('sources that moved are located by the beginning of their paths, and taken back', () => {
  const content = contentOf([member('patient001')])
  const { content: located } = commanded(content, { do: 'relocate', from: '/hearts', to: '/disk/hearts' })
  expect(usedCases(located)[0]!.source.files[0]).toMatch(/^\/disk\/hearts\/patient001/)
  const elsewhere = commanded(content, { do: 'relocate', from: '/hear', to: '/x' }).content
  expect(elsewhere).toEqual(content)
})
