import { SeptumError } from '#shared/errors/SeptumError'
import type { NiftiHeader } from '../nifti/niftiHeader'
import type { Affine } from '../nifti/niftiOrientation'
import type { NiftiTypeCode } from '../nifti/niftiType'
import { headerText, numberList, siblingName } from './textHeader'
import { volumeHeader } from './volumeHeader'
import type { VolumeFile } from './volumeFile'

const codes: readonly (readonly [names: RegExp, code: NiftiTypeCode])[] = [
  [/^(unsigned char|uchar|uint8(_t)?)$/, 2],
  [/^(signed char|int8(_t)?)$/, 256],
  [/^(unsigned short|ushort|unsigned short int|uint16(_t)?)$/, 512],
  [/^(short|short int|signed short|signed short int|int16(_t)?)$/, 4],
  [/^(unsigned int|uint|uint32(_t)?)$/, 768],
  [/^(int|signed int|int32(_t)?)$/, 8],
  [/^(unsigned long long( int)?|ulonglong|uint64(_t)?)$/, 1280],
  [/^((signed )?long long( int)?|longlong|int64(_t)?)$/, 1024],
  [/^float$/, 16],
  [/^double$/, 64],
]

/** Signs that bring a space's axes to RAS; spaces that no patient stands in are left out. */
const toRas: Readonly<Record<string, readonly [number, number, number]>> = {
  'right-anterior-superior': [1, 1, 1],
  ras: [1, 1, 1],
  'left-anterior-superior': [-1, 1, 1],
  las: [-1, 1, 1],
  'left-posterior-superior': [-1, -1, 1],
  lps: [-1, -1, 1],
}

export const looksLikeNrrd = (head: Uint8Array): boolean =>
  /^NRRD000[1-5]\r?\n/.test(headerText(head.subarray(0, 12)))

/**
 * The header of an NRRD file (teem): three axes of space, and at most one more before or after them, which becomes frames.
 * Errors: FILE_MALFORMED, PIXELS_UNSUPPORTED.
 */
export function nrrdFile(head: Uint8Array, file: string): VolumeFile {
  const text = headerText(head)
  const end = /\r?\n\r?\n/.exec(text)
  const lines = text.slice(0, end?.index).split(/\r?\n/).slice(1)
  const fields = new Map(
    lines.flatMap((line): [string, string][] => {
      const found = /^([^#:][^:]*): (.*)$/.exec(line)
      return found ? [[found[1]!.trim().toLowerCase(), found[2]!.trim()]] : []
    }),
  )
  const unsupported = (reason: string): SeptumError => new SeptumError('PIXELS_UNSUPPORTED', { file, reason })
  const typeName = fields.get('type')?.toLowerCase() ?? ''
  const code = codes.find(([names]) => names.test(typeName))?.[1]
  if (!code) throw unsupported(`its voxels are of the type "${typeName}"`)
  const encoding = fields.get('encoding')?.toLowerCase() ?? 'raw'
  if (!/^(raw|gz|gzip)$/.test(encoding)) throw unsupported(`its voxels are coded as "${encoding}"`)
  if ([...fields.keys()].some((name) => /^(line|byte) ?skip$/.test(name) && fields.get(name) !== '0'))
    throw unsupported('some bytes before its voxels are to be skipped')
  const detached = fields.get('data file') ?? fields.get('datafile')
  if (detached === undefined && !end)
    throw new SeptumError('FILE_MALFORMED', { file, reason: 'its header does not end' })

  const axes = nrrdAxes(fields, file)
  const header: NiftiHeader = volumeHeader(
    {
      format: 'nrrd',
      littleEndian: fields.get('endian')?.toLowerCase() !== 'big',
      ...axes,
      frameMs: null,
      code,
      voxelOffset: detached === undefined ? end!.index + end![0].length : 0,
      raw: new Uint8Array(0),
    },
    file,
  )
  return {
    header,
    packing: encoding === 'raw' ? 'none' : 'gzip',
    beside: detached === undefined ? null : siblingName(detached, file),
    framesFirst: axes.framesFirst,
  }
}

interface Axes {
  readonly shape: NiftiHeader['shape']
  readonly affine: Affine | null
  readonly spacingMm: readonly [number, number, number] | null
  readonly framesFirst: boolean
}

function nrrdAxes(fields: ReadonlyMap<string, string>, file: string): Axes {
  const sizes = numberList(fields.get('sizes'), file)
  if (sizes.length < 2 || sizes.length > 4)
    throw new SeptumError('PIXELS_UNSUPPORTED', { file, reason: `it has ${sizes.length} axes` })
  const directions = [...(fields.get('space directions') ?? '').matchAll(/none|\([^)]*\)/g)].map(([cell]) =>
    cell === 'none' ? null : numberList(cell, file),
  )
  const spacings = (fields.get('spacings') ?? '').split(/\s+/).map(Number)
  // The axis that is no direction in space: by `none`, by a spacing of nan, else the last of four.
  const apart =
    sizes.length < 4
      ? -1
      : directions.length === 4
        ? directions.indexOf(null)
        : Number.isNaN(spacings[0])
          ? 0
          : 3
  if (sizes.length === 4 && apart !== 0 && apart !== 3)
    throw new SeptumError('PIXELS_UNSUPPORTED', {
      file,
      reason: 'its axis of frames stands between those of space',
    })
  const inSpace = <T>(list: readonly T[]): T[] => list.filter((_, axis) => axis !== apart)
  const [x = 1, y = 1, z = 1] = inSpace(sizes)
  const vectors = inSpace(directions)
  const signs = toRas[fields.get('space')?.toLowerCase() ?? '']
  const origin = numberList(fields.get('space origin'), file)
  const whole = vectors.length === 3 && vectors.every((vector) => vector?.length === 3)
  const given = inSpace(spacings)
  const spacingMm = whole
    ? (vectors.map((vector) => Math.hypot(...vector!)) as [number, number, number])
    : given.length >= 2
      ? ([given[0]!, given[1]!, given[2] ?? 0] as const)
      : null
  const row = (r: number): number[] => [
    ...vectors.map((vector) => signs![r]! * vector![r]!),
    signs![r]! * origin[r]!,
  ]
  return {
    shape: [apart < 0 ? 1 : sizes[apart]!, z, y, x],
    affine: whole && signs && origin.length === 3 ? [row(0), row(1), row(2)] : null,
    spacingMm,
    framesFirst: apart === 0,
  }
}
