import path from 'node:path'

/** One image and its mask, absolute paths. */
export interface Pair {
  readonly stem: string
  readonly image: string
  readonly mask: string
  /** `train`, `val` or `test`, where a folder or a list of stems says so. */
  readonly part: string | null
}

export interface Pairing {
  readonly pairs: readonly Pair[]
  /** Files of folders that hold pairs, without a partner. */
  readonly alone: readonly string[]
}

/** Folders that lie beside each other (datasets.md B1.7). */
const folderPairs: readonly (readonly [RegExp, RegExp])[] = [
  [/^images?$/i, /^(masks?|labels?|segmentations?)$/i],
  [/^imgs?$/i, /^(masks?|labels?)$/i],
  [/^JPEGImages$/, /^SegmentationClass$/],
]

const suffix = /[_-](mask|seg|gt|labels?)(?=$|[_-])/i

/** A stem without the word that makes it a mask: `s1_seg_slice110` and `s1_slice110` are one. */
export const plainStem = (stem: string): string => stem.replace(suffix, '')

const stemOf = (file: string): string => path.basename(file).replace(/\.[^.]+$/, '')
const partName = /^(train|training|val|valid|validation|test|testing)$/i

/** The group that a stem belongs to: slices and frames of one patient (the part before `_slice12`, `_frame3`). */
export const groupKey = (stem: string): string =>
  stem.replace(/[_-](slice|frame|sl|fr|z|img|im)[_-]?\d{1,5}$/i, '') || stem

/** Pairs images and masks by stem, in folders beside each other or in one folder by suffix. */
export function paired(files: readonly string[]): Pairing {
  const byFolder = new Map<string, string[]>()
  for (const file of files) {
    const folder = path.dirname(file)
    byFolder.set(folder, [...(byFolder.get(folder) ?? []), file])
  }
  const pairs: Pair[] = []
  const alone: string[] = []
  const done = new Set<string>()
  for (const [folder, own] of byFolder) {
    const beside = maskFolders(folder, byFolder)
    if (beside.length > 0) join(folder, own, beside, byFolder)
  }
  for (const [folder, own] of byFolder) if (!done.has(folder)) withSuffix(own)
  return { pairs, alone }

  function join(
    folder: string,
    images: readonly string[],
    masks: readonly string[],
    all: ReadonlyMap<string, string[]>,
  ): void {
    done.add(folder)
    const byStem = new Map<string, string>()
    for (const place of masks) {
      done.add(place)
      for (const mask of all.get(place) ?? []) byStem.set(plainStem(stemOf(mask)), mask)
    }
    const found: Pair[] = []
    const unpaired: string[] = []
    for (const image of images) {
      const stem = stemOf(image)
      const mask = byStem.get(stem) ?? byStem.get(plainStem(stem))
      if (mask) found.push({ stem, image, mask, part: partOfFolder(folder) })
      else unpaired.push(image)
      byStem.delete(stem)
      byStem.delete(plainStem(stem))
    }
    if (found.length === 0) return
    pairs.push(...found)
    alone.push(...unpaired, ...byStem.values())
  }

  function withSuffix(own: readonly string[]): void {
    const images = new Map(
      own.filter((file) => !suffix.test(stemOf(file))).map((file) => [stemOf(file), file]),
    )
    const found: Pair[] = []
    const unpaired: string[] = []
    for (const mask of own.filter((file) => suffix.test(stemOf(file)))) {
      const stem = plainStem(stemOf(mask))
      const image = images.get(stem)
      if (image) found.push({ stem, image, mask, part: partOfFolder(path.dirname(image)) })
      else unpaired.push(mask)
      images.delete(stem)
    }
    if (found.length === 0) return
    pairs.push(...found)
    alone.push(...unpaired, ...images.values())
  }
}

/** Folders of masks that belong to a folder of images: beside it, or beside its parent (`images/train`, `masks/train`). */
function maskFolders(folder: string, all: ReadonlyMap<string, string[]>): string[] {
  const places = [
    [folder, (mask: string) => mask],
    [path.dirname(folder), (mask: string) => path.join(mask, path.basename(folder))],
  ] as const
  for (const [images, place] of places)
    for (const [isImages, isMasks] of folderPairs) {
      if (!isImages.test(path.basename(images))) continue
      const found = [...all.keys()].filter((other) => {
        const masks = place === places[0][1] ? other : path.dirname(other)
        return (
          path.dirname(masks) === path.dirname(images) &&
          isMasks.test(path.basename(masks)) &&
          place(masks) === other
        )
      })
      if (found.length > 0) return found
    }
  return []
}

function partOfFolder(folder: string): string | null {
  const name = folder
    .split(/[\\/]/)
    .slice(-2)
    .findLast((part) => partName.test(part))
  return name ? plainPart(name) : null
}

/** One word a part, whatever a data set calls it. */
export const plainPart = (name: string): string =>
  /^train/i.test(name) ? 'train' : /^val/i.test(name) ? 'validation' : 'test'
