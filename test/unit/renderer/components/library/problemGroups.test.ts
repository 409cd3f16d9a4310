import { expect, test } from 'vitest'
import { problemGroups, problemText } from '#renderer/components/library/problemGroups'
import { studyRow } from './rows'

const refusal = (file: string, code: string) => ({ file, code, cause: `${file} is bad.`, remedy: 'Copy it.' })

test('a thousand holiday photos are one line, and warnings of studies stand apart (R-LIB-3)', () => {
  const photos = Array.from({ length: 1000 }, (_, i) => refusal(`IMG_${i}.JPG`, 'FILE_NOT_IMAGE'))
  const groups = problemGroups(
    [refusal('a.dcm', 'FILE_TRUNCATED'), ...photos],
    [studyRow('patient001', { problems: ['Slice 4 is missing.'] })],
  )
  expect(groups.map(({ code, kind, items }) => [code, kind, items.length])).toEqual([
    ['STUDY_WARNING', 'check', 1],
    ['FILE_NOT_IMAGE', 'left-out', 1000],
    ['FILE_TRUNCATED', 'left-out', 1],
  ])
  expect(problemText(groups).split('\n')).toHaveLength(1002)
})
