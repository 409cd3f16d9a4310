import path from 'node:path'
import { labelledBy, type LabelMapping } from '#shared/domain/labelMap'
import { boundariesAround } from '#shared/domain/structures'
import type { CaseSource } from '#shared/domain/study'
import { SeptumError } from '#shared/errors/SeptumError'
import { fileBytes } from '#electron/formats/fileBytes'
import { pictureName } from '#electron/formats/readPicture'
import { studyId } from '../studyId'
import { isThinLine, objectValue } from './maskValues'
import { openPair } from './openPair'
import type { PairDetail } from './pairDetail'
import { groupKey, paired, plainPart, type Pair } from './pairing'
import { readMask } from './readPair'
import type { FileCollector, FileLayout, ScanSink } from '../adapter'

/** Masks of a folder that are looked at to find out what their values mean. */
const mostLooked = 40
const partList = /^(train|training|val|valid|validation|test|testing)\.txt$/i

/**
 * Pictures with masks (datasets.md B1.7): PNG or JPEG, in folders beside each other (images and masks, JPEGImages and
 * SegmentationClass, …) or in one folder with a suffix (`x.png`, `x_mask.png`). Two values are object and background;
 * what more values mean a person says in the label dialog.
 */
export const imageMask: FileLayout = {
  id: 'image-mask',
  title: 'Images with masks',
  citation: '',
  licence: 'That of the images.',
  collect: pictureCollector,
  open: openPair,
}

function pictureCollector(sink: ScanSink): FileCollector {
  const files: string[] = []
  const parts = new Map<string, string>()
  return {
    take: async (file) => {
      const name = path.basename(file)
      if (partList.test(name)) return readList(file, plainPart(name), parts)
      if (!pictureName.test(name)) return false
      files.push(file)
      return true
    },
    // Images and masks lie in folders beside each other: nothing is complete before all is read.
    finish: async (last) => {
      if (!last) return
      const { pairs, alone } = paired(files)
      for (const group of byFolder(pairs)) await told(group, parts, sink)
      for (const file of alone)
        sink.refuse(
          file,
          new SeptumError('CASE_INCOMPLETE', {
            case: file,
            reason: 'no image or mask of its name lies beside it',
          }),
        )
    },
  }
}

/** Stems of a list, one a line, with the part that its name says. */
async function readList(file: string, part: string, parts: Map<string, string>): Promise<boolean> {
  const { bytes } = await fileBytes(file, 2 ** 22)
  for (const line of new TextDecoder().decode(bytes).split(/\r?\n/)) {
    const stem = path.basename(line.trim()).replace(pictureName, '')
    if (stem) parts.set(stem, part)
  }
  return true
}

function byFolder(pairs: readonly Pair[]): Pair[][] {
  const groups = new Map<string, Pair[]>()
  for (const pair of pairs) {
    const folder = path.dirname(pair.image)
    groups.set(folder, [...(groups.get(folder) ?? []), pair])
  }
  return [...groups.values()]
}

async function told(
  pairs: readonly Pair[],
  parts: ReadonlyMap<string, string>,
  sink: ScanSink,
): Promise<void> {
  const seen = await looked(pairs)
  for (const pair of pairs) {
    try {
      sink.onCase(await caseOf(pair, seen, parts.get(pair.stem) ?? pair.part))
    } catch (error) {
      sink.refuse(pair.image, error)
    }
  }
}

interface Looked {
  readonly counts: ReadonlyMap<number, number>
  readonly map: LabelMapping | null
  readonly thinLines: boolean
}

/** What a folder's masks hold, from a sample spread over all of them; damaged ones are told when they are opened. */
async function looked(pairs: readonly Pair[]): Promise<Looked> {
  const counts = new Map<number, number>()
  const step = Math.max(1, Math.floor(pairs.length / mostLooked))
  const masks = []
  for (let at = 0; at < pairs.length; at += step) {
    const mask = await readMask(pairs[at]!.mask).catch((error: unknown) => {
      if (error instanceof SeptumError) return null
      throw error
    })
    if (!mask) continue
    for (const [value, count] of mask.counts) counts.set(value, (counts.get(value) ?? 0) + count)
    masks.push(mask)
    if (masks.length >= mostLooked) break
  }
  const object = objectValue(counts)
  const map = object === null ? (counts.size === 1 ? allBackground : null) : binaryMap(counts, object)
  const thin = object === null ? 0 : masks.filter((mask) => isThinLine(mask, object)).length
  return { counts, map, thinLines: thin > masks.length / 2 }
}

/** Masks in which nothing is drawn anywhere. */
const allBackground: LabelMapping = { 0: 'background', 1: 'object', 255: 'object' }

const binaryMap = (counts: ReadonlyMap<number, number>, object: number): LabelMapping =>
  Object.fromEntries(
    [...counts.keys()].map((value) => [String(value), value === object ? 'object' : 'background'] as const),
  )

async function caseOf(
  pair: Pair,
  { counts, map, thinLines }: Looked,
  part: string | null,
): Promise<CaseSource> {
  const { bytes } = await fileBytes(pair.image, 65_536)
  const detail: PairDetail = { image: pair.image, mask: pair.mask, map, thinLines, fillLines: false }
  const values = [...counts.keys()]
  const shown = values.length > 8 ? `${values.slice(0, 8).join(', ')}, …` : values.join(', ')
  return {
    id: studyId('image-mask', pair.stem, path.basename(path.dirname(pair.image)), bytes),
    name: pair.stem,
    layout: 'image-mask',
    folder: path.dirname(pair.image),
    files: [pair.image, pair.mask],
    patientId: groupKey(pair.stem),
    patientName: groupKey(pair.stem),
    sex: null,
    ageYears: null,
    studyDate: null,
    description: 'Picture with mask',
    modality: '',
    scanner: null,
    fieldT: null,
    group: null,
    series: 1,
    slices: 1,
    phases: 1,
    ed: null,
    es: null,
    labelled: map ? boundariesAround(labelledBy(map)) : [],
    task: 'object',
    ...(part ? { part } : {}),
    problems: [
      ...(map ? [] : [`The masks hold the values ${shown}, and nobody has said what they mean.`]),
      ...(thinLines
        ? ['The masks are thin lines; what they enclose can be filled in the label dialog.']
        : []),
    ],
    detail,
  }
}
