/** How the data set and its pixels are coded (PS3.5, PS3.6 A-4). */
export const transferSyntax = {
  implicitLittle: '1.2.840.10008.1.2',
  explicitLittle: '1.2.840.10008.1.2.1',
  deflated: '1.2.840.10008.1.2.1.99',
  explicitBig: '1.2.840.10008.1.2.2',
  rle: '1.2.840.10008.1.2.5',
} as const

const names: Readonly<Record<string, string>> = {
  [transferSyntax.implicitLittle]: 'Implicit VR Little Endian',
  [transferSyntax.explicitLittle]: 'Explicit VR Little Endian',
  [transferSyntax.deflated]: 'Deflated Explicit VR Little Endian',
  [transferSyntax.explicitBig]: 'Explicit VR Big Endian',
  [transferSyntax.rle]: 'RLE Lossless',
  '1.2.840.10008.1.2.4.50': 'JPEG Baseline',
  '1.2.840.10008.1.2.4.51': 'JPEG Extended',
  '1.2.840.10008.1.2.4.57': 'JPEG Lossless',
  '1.2.840.10008.1.2.4.70': 'JPEG Lossless SV1',
  '1.2.840.10008.1.2.4.80': 'JPEG-LS Lossless',
  '1.2.840.10008.1.2.4.81': 'JPEG-LS Near-Lossless',
  '1.2.840.10008.1.2.4.90': 'JPEG 2000 Lossless',
  '1.2.840.10008.1.2.4.91': 'JPEG 2000',
  '1.2.840.10008.1.2.4.201': 'HTJ2K Lossless',
  '1.2.840.10008.1.2.4.202': 'HTJ2K Lossless RPCL',
  '1.2.840.10008.1.2.4.203': 'HTJ2K',
}

/** Name and UID of a transfer syntax, for people. */
export const transferSyntaxName = (uid: string): string => (names[uid] ? `${names[uid]} (${uid})` : uid)

const lossy = new Set(['50', '51', '81', '91', '203'].map((end) => `1.2.840.10008.1.2.4.${end}`))
export const isLossySyntax = (uid: string): boolean => lossy.has(uid)

/** Not compressed picture by picture: the pixels lie in the data set as they are. */
export const isNative = (uid: string): boolean =>
  uid === transferSyntax.implicitLittle ||
  uid === transferSyntax.explicitLittle ||
  uid === transferSyntax.deflated ||
  uid === transferSyntax.explicitBig
