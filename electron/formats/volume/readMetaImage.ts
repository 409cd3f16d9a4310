import { SeptumError } from '#shared/errors/SeptumError'
import type { Affine } from '../nifti/niftiOrientation'
import type { NiftiTypeCode } from '../nifti/niftiType'
import { headerText, numberList, siblingName } from './textHeader'
import { volumeHeader } from './volumeHeader'
import type { VolumeFile } from './volumeFile'

const codes: Readonly<Record<string, NiftiTypeCode>> = {
  MET_UCHAR: 2,
  MET_CHAR: 256,
  MET_USHORT: 512,
  MET_SHORT: 4,
  MET_UINT: 768,
  MET_INT: 8,
  MET_ULONG_LONG: 1280,
  MET_LONG_LONG: 1024,
  MET_FLOAT: 16,
  MET_DOUBLE: 64,
}

export const looksLikeMetaImage = (head: Uint8Array): boolean =>
  /^(ObjectType|NDims|Comment)\s*=/.test(headerText(head.subarray(0, 64))) &&
  /^ElementDataFile\s*=/m.test(headerText(head))

/**
 * The header of a MetaImage (.mha, or .mhd with its voxels beside it); its space is LPS, as ITK writes it.
 * Errors: FILE_MALFORMED, PIXELS_UNSUPPORTED.
 */
export function metaImageFile(head: Uint8Array, file: string): VolumeFile {
  const text = headerText(head)
  const last = /^ElementDataFile\s*=\s*(.*?)\s*\r?\n/m.exec(text)
  if (!last) throw new SeptumError('FILE_MALFORMED', { file, reason: 'its header does not end' })
  const lines = text.slice(0, last.index).split(/\r?\n/)
  const fields = new Map(
    lines.flatMap((line): [string, string][] => {
      const found = /^(\w+)\s*=\s*(.*?)\s*$/.exec(line)
      return found ? [[found[1]!, found[2]!]] : []
    }),
  )
  const field = (...names: readonly string[]): string | undefined =>
    names.map((name) => fields.get(name)).find((value) => value !== undefined)
  const unsupported = (reason: string): SeptumError => new SeptumError('PIXELS_UNSUPPORTED', { file, reason })
  const typeName = field('ElementType') ?? ''
  const code = codes[typeName]
  if (!code) throw unsupported(`its voxels are of the type "${typeName}"`)
  if ((field('ElementNumberOfChannels') ?? '1') !== '1') throw unsupported('its voxels have several channels')
  if (/^false$/i.test(field('BinaryData') ?? 'True')) throw unsupported('its voxels are written as text')
  if (!/^(0|)$/.test(field('HeaderSize') ?? ''))
    throw unsupported('some bytes before its voxels are to be skipped')
  const sizes = numberList(field('DimSize'), file)
  if (sizes.length < 2 || sizes.length > 4 || sizes.length !== Number(field('NDims') ?? sizes.length))
    throw unsupported(`it has ${sizes.length} axes`)
  const place = last[1]!
  const inside = /^local$/i.test(place)
  if (/^LIST|%/i.test(place)) throw unsupported('its voxels lie in a list of files')

  const spacing = numberList(field('ElementSpacing', 'ElementSize'), file)
  const matrix = numberList(field('TransformMatrix', 'Rotation', 'Orientation'), file)
  const origin = numberList(field('Offset', 'Position', 'Origin'), file)
  const rank = sizes.length
  const placed = rank >= 3 && matrix.length === rank * rank && origin.length >= 3 && spacing.length >= 3
  // The matrix lists the direction of each axis in turn; LPS becomes RAS.
  const row = (r: number): number[] => {
    const sign = r < 2 ? -1 : 1
    return [...[0, 1, 2].map((c) => sign * matrix[c * rank + r]! * spacing[c]!), sign * origin[r]!]
  }
  const affine: Affine | null = placed ? [row(0), row(1), row(2)] : null
  const [x = 1, y = 1, z = 1, t = 1] = sizes
  const header = volumeHeader(
    {
      format: 'metaimage',
      littleEndian: !/^true$/i.test(field('BinaryDataByteOrderMSB', 'ElementByteOrderMSB') ?? 'False'),
      shape: [t, z, y, x],
      affine,
      spacingMm: spacing.length >= 2 ? [spacing[0]!, spacing[1]!, spacing[2] ?? 0] : null,
      frameMs: null,
      code,
      voxelOffset: inside ? last.index + last[0].length : 0,
      raw: new Uint8Array(0),
    },
    file,
  )
  const packed = /^true$/i.test(field('CompressedData') ?? 'False')
  return {
    header,
    packing: packed ? 'zlib' : 'none',
    beside: inside ? null : siblingName(place, file),
    framesFirst: false,
  }
}
