import { describe, expect, test } from 'vitest'
import { isoDate } from '#electron/formats/dicom/dicomText'

describe('dates of DICOM (PS3.5 6.2, DA)', () => {
  test('are given as ISO dates, in the old spelling too', () => {
    expect(isoDate('20090312')).toBe('2009-03-12')
    expect(isoDate('2009.03.12')).toBe('2009-03-12')
    expect(isoDate('20240229')).toBe('2024-02-29')
  })
  test.each(['20120000', '20231301', '20230230', '2023', '', 'tomorrow'])(
    '"%s" is no day of any year, and none is made up',
    (value) => expect(isoDate(value)).toBeNull(),
  )
})
