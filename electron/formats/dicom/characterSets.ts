/** Encodings of DICOM's character sets by registration number (PS3.3 C.12.1.1.2); what is not here is read as Latin-1. */
const encodings: Readonly<Record<string, string>> = {
  '100': 'latin1',
  '101': 'iso-8859-2',
  '109': 'iso-8859-3',
  '110': 'iso-8859-4',
  '126': 'iso-8859-7',
  '127': 'iso-8859-6',
  '138': 'iso-8859-8',
  '144': 'iso-8859-5',
  '148': 'iso-8859-9',
  '166': 'windows-874',
  '13': 'shift_jis',
  '58': 'gb18030',
  '149': 'euc-kr',
  '192': 'utf-8',
  GB18030: 'gb18030',
  GBK: 'gbk',
}

/** What an escape sequence switches to (PS3.3 tables C.12-3 and C.12-4). */
const escapes: readonly (readonly [sequence: string, encoding: string])[] = [
  ['(B', 'latin1'],
  ['(J', 'shift_jis'],
  [')I', 'shift_jis'],
  ['$B', 'jis-x-0208'],
  ['$@', 'jis-x-0208'],
  ['$(D', 'jis-x-0212'],
  ['$)C', 'euc-kr'],
  ['$)A', 'gb18030'],
  ['-A', 'latin1'],
  ['-B', 'iso-8859-2'],
  ['-C', 'iso-8859-3'],
  ['-D', 'iso-8859-4'],
  ['-F', 'iso-8859-7'],
  ['-G', 'iso-8859-6'],
  ['-H', 'iso-8859-8'],
  ['-L', 'iso-8859-5'],
  ['-M', 'iso-8859-9'],
  ['-T', 'windows-874'],
]

const escape = 0x1b

/** Text from its bytes, in the character sets that a Specific Character Set element lists; the first is where it begins. */
export function decodedText(bytes: Uint8Array, characterSets: string): string {
  const [first = ''] = characterSets
    .split('\\')
    .map((name) => /(?:ISO_IR|ISO 2022 IR|ISO-IR) ?(\d+)/.exec(name)?.[1] ?? name.trim())
  let encoding = encodings[first] ?? 'latin1'
  let text = ''
  let from = 0
  for (let at = bytes.indexOf(escape); at >= 0; at = bytes.indexOf(escape, from)) {
    text += part(bytes.subarray(from, at), encoding)
    const sequence = String.fromCharCode(...bytes.subarray(at + 1, at + 4))
    const found = escapes.find(([start]) => sequence.startsWith(start))
    if (found) encoding = found[1]
    from = at + 1 + (found?.[0].length ?? 0)
  }
  return text + part(bytes.subarray(from), encoding)
}

function part(bytes: Uint8Array, encoding: string): string {
  if (encoding === 'jis-x-0208') return new TextDecoder('euc-jp').decode(bytes.map((byte) => byte | 0x80))
  if (encoding === 'jis-x-0212') {
    const marked = Array.from(bytes, (byte, i) => (i % 2 === 0 ? [0x8f, byte | 0x80] : [byte | 0x80])).flat()
    return new TextDecoder('euc-jp').decode(Uint8Array.from(marked))
  }
  return new TextDecoder(encoding).decode(bytes)
}
