import path from 'node:path'
import type { CaseSource } from '#shared/domain/study'
import { SeptumError } from '#shared/errors/SeptumError'
import { newestFirst, type Drawing } from './drawn/drawing'
import type { DrawnDetail, DrawnOn } from './drawn/drawn'
import { drawnOnCase, withDrawings } from './drawn/drawnCase'
import { drawnOn } from './drawn/drawnOn'
import { fitOf } from './drawn/gridFit'
import { StackDetail } from './dicomCase'
import type { Stack } from './stackGrid'
import { isShortAxis } from './shortAxis'
import type { ScanSink } from './adapter'

/** A series that was found, and what draws on it. */
interface Shelved {
  readonly source: CaseSource
  readonly on: DrawnOn
  readonly detail: DrawnDetail
  readonly images: ReadonlySet<string>
  readonly seriesUid: string
  readonly frameOfReference: string
  readonly drawings: Drawing[]
}

/**
 * Series and the files that draw on them, in whatever order they are found: a case is told as soon as its images are
 * complete, and told again when a drawing turns up later.
 */
export class SeriesShelf {
  private readonly series: Shelved[] = []
  private waiting: Drawing[] = []

  constructor(private readonly sink: ScanSink) {}

  wait(drawing: Drawing): void {
    this.waiting.push(drawing)
  }

  /** Tells cases and lays over them what waits for them. */
  async tell(found: readonly { readonly source: CaseSource; readonly stack: Stack }[]): Promise<void> {
    const fresh = found.map(shelved)
    this.series.push(...fresh)
    const drawnAnew = this.lay((drawing) => this.series.filter((one) => names(drawing, one)))
    for (const one of this.series) if (fresh.includes(one) || drawnAnew.has(one)) await this.say(one)
  }

  /** At the end of a scan: what names no image is laid over the series of its frame of reference; the rest is answered. */
  async finish(): Promise<Drawing[]> {
    const drawnAnew = this.lay((drawing) => {
      const own = this.series.filter((one) => refersTo(drawing, one))
      // One frame of reference holds localisers and long axes too.
      const best = own.find(({ source }) => isShortAxis(source)) ?? own[0]
      return best ? [best] : []
    })
    for (const one of drawnAnew) await this.say(one)
    const left = this.waiting
    this.waiting = []
    return left
  }

  /** Gives each waiting drawing to its series; one that names another patient is refused (R-LIB-4). */
  private lay(seriesOf: (drawing: Drawing) => Shelved[]): Set<Shelved> {
    const touched = new Set<Shelved>()
    this.waiting = this.waiting.filter((drawing) => {
      const all = seriesOf(drawing)
      if (all.length === 0) return true
      const own = all.filter(({ source }) => samePatient(drawing, source))
      for (const one of own) {
        one.drawings.push(drawing)
        touched.add(one)
      }
      if (own.length === 0) this.refuseOther(drawing, all[0]!)
      return false
    })
    return touched
  }

  private refuseOther({ file, refers }: Drawing, { source }: Shelved): void {
    const reason = `it names the patient ${refers?.patientId}, and its images are of ${source.patientId}`
    this.sink.refuse(file, new SeptumError('CASE_INCOMPLETE', { case: path.basename(file), reason }))
  }

  private async say({ source, on, detail, drawings }: Shelved): Promise<void> {
    if (drawings.length === 0) return this.sink.onCase(source)
    const files = drawings.sort(newestFirst).map(({ kind, file }) => ({ kind, file }))
    const drawn = await drawnOnCase(files, on)
    this.sink.onCase(withDrawings(source, { ...detail, drawings: files }, drawn, on))
  }
}

function shelved({ source, stack }: { readonly source: CaseSource; readonly stack: Stack }): Shelved {
  const { grid, places } = StackDetail.parse(source.detail)
  const frames = stack.places.flat().flatMap((frame) => frame ?? [])
  const uidOf = new Map(frames.map(({ file, header }) => [file, header.sopInstance]))
  const origins = stack.places.map((row) => row.find(Boolean)?.geometry.positionMm ?? null)
  const detail: DrawnDetail = {
    drawings: [],
    instances: source.files.map((file) => uidOf.get(file) ?? ''),
    originsMm: origins.every((origin) => origin !== null) ? origins.map((origin) => [...origin]) : null,
  }
  const { seriesUid, frameOfReference } = frames[0]!.header
  const on = drawnOn(grid, places, detail)
  return {
    ...{ source, on, detail, seriesUid, frameOfReference, drawings: [] },
    images: new Set(uidOf.values()),
  }
}

/** A drawing names images of this series; of a mask: it lies near by and has the same grid. */
const names = ({ file, refers, grid }: Drawing, { images, source, on }: Shelved): boolean =>
  refers
    ? [...images].some((uid) => refers.images.has(uid))
    : areNeighbours(path.dirname(file), source.folder) && fitOf(grid!, on) === 'same'

/** A drawing names this series or its frame of reference; of a mask: it lies near by and over these images. */
const refersTo = (
  { file, refers, grid }: Drawing,
  { seriesUid, frameOfReference, source, on }: Shelved,
): boolean =>
  refers
    ? refers.series.has(seriesUid) || refers.framesOfReference.has(frameOfReference)
    : areNeighbours(path.dirname(file), source.folder) && fitOf(grid!, on) !== 'apart'

function samePatient({ refers }: Drawing, { patientId }: CaseSource): boolean {
  const [own, other] = [refers?.patientId.trim() ?? '', patientId.trim()]
  return own === '' || other === '' || own.toUpperCase() === other.toUpperCase()
}

/** The same folder, one in the other, or two in one. */
const areNeighbours = (a: string, b: string): boolean =>
  a === b || path.dirname(a) === b || a === path.dirname(b) || path.dirname(a) === path.dirname(b)
