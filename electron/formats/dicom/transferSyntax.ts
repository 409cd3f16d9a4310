/** How the data set and its pixels are coded (PS3.5, PS3.6 A-4). */
export const transferSyntax = {
  implicitLittle: '1.2.840.10008.1.2',
  explicitLittle: '1.2.840.10008.1.2.1',
  deflated: '1.2.840.10008.1.2.1.99',
  explicitBig: '1.2.840.10008.1.2.2',
  rle: '1.2.840.10008.1.2.5',
} as const

/** How the pixels lie in a file: as they are, or each frame packed by itself. */
export type PixelCoding = 'native' | 'rle' | 'deflated' | 'jpeg' | 'jpegLs' | 'jpeg2000'

interface Syntax {
  readonly name: string
  readonly pixels: PixelCoding
  readonly lossy?: true
}

const jpegFamily = '1.2.840.10008.1.2.4'

const known: Readonly<Record<string, Syntax>> = {
  [transferSyntax.implicitLittle]: { name: 'Implicit VR Little Endian', pixels: 'native' },
  [transferSyntax.explicitLittle]: { name: 'Explicit VR Little Endian', pixels: 'native' },
  [transferSyntax.deflated]: { name: 'Deflated Explicit VR Little Endian', pixels: 'native' },
  [transferSyntax.explicitBig]: { name: 'Explicit VR Big Endian', pixels: 'native' },
  [transferSyntax.rle]: { name: 'RLE Lossless', pixels: 'rle' },
  '1.2.840.10008.1.2.8.1': { name: 'Deflated Image Frame', pixels: 'deflated' },
  [`${jpegFamily}.50`]: { name: 'JPEG Baseline', pixels: 'jpeg', lossy: true },
  [`${jpegFamily}.51`]: { name: 'JPEG Extended', pixels: 'jpeg', lossy: true },
  [`${jpegFamily}.53`]: { name: 'JPEG Spectral Selection', pixels: 'jpeg', lossy: true },
  [`${jpegFamily}.55`]: { name: 'JPEG Full Progression', pixels: 'jpeg', lossy: true },
  [`${jpegFamily}.57`]: { name: 'JPEG Lossless', pixels: 'jpeg' },
  [`${jpegFamily}.70`]: { name: 'JPEG Lossless SV1', pixels: 'jpeg' },
  [`${jpegFamily}.80`]: { name: 'JPEG-LS Lossless', pixels: 'jpegLs' },
  [`${jpegFamily}.81`]: { name: 'JPEG-LS Near-Lossless', pixels: 'jpegLs', lossy: true },
  [`${jpegFamily}.90`]: { name: 'JPEG 2000 Lossless', pixels: 'jpeg2000' },
  [`${jpegFamily}.91`]: { name: 'JPEG 2000', pixels: 'jpeg2000', lossy: true },
  [`${jpegFamily}.201`]: { name: 'HTJ2K Lossless', pixels: 'jpeg2000' },
  [`${jpegFamily}.202`]: { name: 'HTJ2K Lossless RPCL', pixels: 'jpeg2000' },
  [`${jpegFamily}.203`]: { name: 'HTJ2K', pixels: 'jpeg2000', lossy: true },
}

/** Name and UID of a transfer syntax, for people. */
export const transferSyntaxName = (uid: string): string => (known[uid] ? `${known[uid].name} (${uid})` : uid)

export const isLossySyntax = (uid: string): boolean => known[uid]?.lossy === true

/** Null: a syntax that Septum does not decode. */
export const pixelCoding = (uid: string): PixelCoding | null => known[uid]?.pixels ?? null
