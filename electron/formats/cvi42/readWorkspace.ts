import { SaxesParser } from 'saxes'
import type { PointPx } from '#shared/domain/contour'
import { SeptumError } from '#shared/errors/SeptumError'
import { fileBytes } from '../fileBytes'

/** One contour of one image as a cvi42 workspace names it, in pixels: centres at integers. */
export interface WorkspaceContour {
  /** SOP Instance UID of its image. */
  readonly image: string
  /** Such as saendocardialContour. */
  readonly name: string
  readonly points: readonly PointPx[]
}

const largestBytes = 2 ** 29
const chunkBytes = 2 ** 20
/** Elements within each other; a workspace has about a dozen. */
const deepest = 200
/** Characters of one number. */
const longestText = 64

/** True where the first bytes can be those of a cvi42 workspace: XML whose elements carry keys. */
export const looksLikeWorkspace = (head: Uint8Array): boolean =>
  /^\uFEFF?\s*<[\s\S]*\bHash:(item|key)\b/.test(new TextDecoder().decode(head.subarray(0, 65_536)))

/**
 * The contours of a cvi42 workspace or its XML export (datasets.md B1.11): below an element of the key `ImageStates` one of
 * each image, in it `Contours`, in that one of each name with `Points` and `SubpixelResolution`. The file is streamed;
 * entities that it defines are not expanded, and nothing that it names is fetched. Errors: FILE_MALFORMED.
 */
export async function readWorkspace(file: string): Promise<WorkspaceContour[]> {
  const { bytes, size } = await fileBytes(file, largestBytes)
  if (size > largestBytes) throw malformed(file, 'it is larger than 512 MB')
  return workspaceContours(bytes, file)
}

export function workspaceContours(bytes: Uint8Array, file: string): WorkspaceContour[] {
  const reading = new Reading(file)
  const parser = new SaxesParser()
  parser.on('opentag', ({ name, attributes }) => reading.open(name, attributes))
  parser.on('text', (text) => reading.text(text))
  parser.on('closetag', () => reading.close())
  parser.on('error', (error) => {
    throw error
  })
  const decoder = new TextDecoder()
  try {
    for (let at = 0; at < bytes.length; at += chunkBytes)
      parser.write(decoder.decode(bytes.subarray(at, at + chunkBytes), { stream: true }))
    parser.close()
  } catch (error) {
    if (error instanceof SeptumError) throw error
    throw malformed(file, error instanceof Error ? error.message : String(error), error)
  }
  return reading.contours
}

const malformed = (file: string, reason: string, cause?: unknown): SeptumError =>
  new SeptumError('FILE_MALFORMED', { file, reason }, { cause })

/** Where a parser stands, and what it has gathered of the contour that it stands in. */
class Reading {
  readonly contours: WorkspaceContour[] = []
  private readonly path: { readonly name: string; readonly key: string }[] = []
  /** Where in the path `ImageStates` stands; -1: not within one. */
  private states = -1
  private words = ''
  private points: PointPx[] = []
  private point: { x?: number; y?: number } = {}
  private subpixels = 1

  constructor(private readonly file: string) {}

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (this.path.length >= deepest) throw malformed(this.file, `its elements lie ${deepest} deep`)
    const key = attributes['Hash:key'] ?? ''
    if (this.states < 0 && key === 'ImageStates') this.states = this.path.length
    this.path.push({ name, key })
    this.words = ''
    if (!this.inContour() || this.depth() > 0) return
    this.points = []
    this.point = {}
    this.subpixels = 1
  }

  text(words: string): void {
    if (this.words.length < longestText) this.words += words.slice(0, longestText)
  }

  close(): void {
    const depth = this.depth()
    if (this.inContour()) {
      const { name, key } = this.path.at(-1)!
      const inPoints = depth > 1 && this.path[this.states + 4]!.key === 'Points'
      if (depth === 0) this.finish(key)
      else if (depth === 1 && key === 'SubpixelResolution') this.subpixels = this.number()
      else if (inPoints && name === 'Point:x') this.point.x = this.number()
      else if (inPoints && name === 'Point:y') this.point.y = this.number()
      this.takePoint()
    }
    this.path.pop()
    if (this.path.length <= this.states) this.states = -1
    this.words = ''
  }

  /** Elements below that of the contour: ImageStates / image / Contours / contour. */
  private depth(): number {
    return this.path.length - 1 - (this.states + 3)
  }

  private inContour(): boolean {
    return this.states >= 0 && this.depth() >= 0 && this.path[this.states + 2]!.key === 'Contours'
  }

  private takePoint(): void {
    const { x, y } = this.point
    if (x === undefined || y === undefined) return
    this.points.push({ x, y })
    this.point = {}
  }

  private number(): number {
    const value = Number(this.words)
    if (this.words.trim() === '' || !Number.isFinite(value))
      throw malformed(this.file, `"${this.words.trim().slice(0, 20)}" is no number`)
    return value
  }

  private finish(name: string): void {
    if (!(this.subpixels >= 1)) throw malformed(this.file, `a subpixel resolution is ${this.subpixels}`)
    const image = this.path[this.states + 1]!.key
    const points = this.points.map(({ x, y }) => ({ x: x / this.subpixels, y: y / this.subpixels }))
    this.contours.push({ image, name, points })
  }
}
