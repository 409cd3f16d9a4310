import { describe, expect, test } from 'vitest'
import { decodedText } from '#electron/formats/dicom/characterSets'
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

describe('names in the character sets of DICOM (PS3.5 annexes H to K)', () => {
  const bytes = (text: string): Uint8Array => Uint8Array.from(text, (letter) => letter.charCodeAt(0))
  test.each([
    ['ISO_IR 100', 'Buc^J\xe9r\xf4me', 'Buc^Jérôme'],
    ['ISO_IR 126', '\xc4\xe9\xef\xed\xf5\xf3\xe9\xef\xf2', 'Διονυσιος'],
    ['GB18030', 'Wang^XiaoDong=\xcd\xf5^\xd0\xa1\xb6\xab', 'Wang^XiaoDong=王^小东'],
    ['\\ISO 2022 IR 87', 'Yamada^Tarou=\x1b$B;3ED\x1b(B^\x1b$BB@O:\x1b(B', 'Yamada^Tarou=山田^太郎'],
    [
      'ISO 2022 IR 13\\ISO 2022 IR 87',
      '\xd4\xcf\xc0\xde^\xc0\xdb\xb3=\x1b$B;3ED\x1b(J^\x1b$BB@O:\x1b(J',
      'ﾔﾏﾀﾞ^ﾀﾛｳ=山田^太郎',
    ],
    ['\\ISO 2022 IR 149', 'Hong^Gildong=\x1b$)C\xfb\xf3^\x1b$)C\xd1\xce\xd4\xd7', 'Hong^Gildong=洪^吉洞'],
    ['ISO 2022 IR 100\\ISO 2022 IR 144', 'Zo\xeb=\x1b-L\xb8\xd2\xd0\xdd', 'Zoë=Иван'],
  ])('%s', (sets, raw, name) => expect(decodedText(bytes(raw), sets)).toBe(name))
})
