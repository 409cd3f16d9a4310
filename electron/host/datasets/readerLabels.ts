import { createHash } from 'node:crypto'
import { stat } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Contour } from '#shared/domain/contour'
import type { DatasetCase } from '#shared/domain/dataset'
import type { ContourFile, KeptContours } from '#shared/domain/keptContours'
import { measuredPhases } from '#shared/domain/measuredPhases'
import { placeKey, type Segmentation } from '#shared/domain/segmentation'
import type { CaseSource } from '#shared/domain/study'
import { boundariesAround } from '#shared/domain/structures'
import { drawnPhases } from '#electron/datasets/contours/drawnPhases'
import { withoutContours } from '#electron/datasets/contours/withoutContours'
import { writeAtomic } from '#electron/workspace/atomicFile'
import { readJournal } from '#electron/workspace/journal'
import type { HostContext } from '../hostContext'
import { segmentationNow } from '../studies/studyState'

/**
 * What readers drew in Read as the labels of a data set's cases: accepted contours at ED and ES stand in for what the source
 * labels, and are kept below the data set by their content, so that a frozen version stays what it was (F-DS-1).
 */
export class ReaderLabels {
  constructor(private readonly host: Pick<HostContext, 'layout' | 'reader'>) {}

  /**
   * The case with what was drawn of it as it stands now; as its source labels it where nobody drew. What was taken stays where
   * the study has left the Library, or its images cannot be read now. `folder`: the data set's.
   */
  async taken(folder: string, given: CaseSource): Promise<CaseSource> {
    const source = withoutContours(given)
    const journal = await this.markOf(source.id)
    if (journal === null) return given
    if (given.contours?.journal === journal && existsSync(given.contours.file)) return given
    const now = await this.segmentation(source)
    if (!now) return given
    const drawn = accepted(now, source.phases)
    if (!drawn.contours.some((one) => one.source !== 'imported')) return source
    const labelled = drawnPhases(drawn, source.phases).flatMap(({ regions }) => regions)
    if (labelled.length === 0) return source
    const kept = await this.kept(folder, source, drawn, journal)
    if (given.contours?.hash === kept.hash) return given
    const { ed, es } = drawn
    return { ...source, ed, es, labelled: boundariesAround([...new Set(labelled)]), contours: kept }
  }

  /** The same of several, one after the other. */
  async takenAll(folder: string, sources: readonly CaseSource[]): Promise<CaseSource[]> {
    const taken: CaseSource[] = []
    for (const source of sources) taken.push(await this.taken(folder, source))
    return taken
  }

  /** A case with its labels from where it is asked to have them. */
  async labelled(folder: string, one: DatasetCase, from: 'readers' | 'source'): Promise<DatasetCase> {
    const { source, patient } = one
    if (from === 'source') return { source: withoutContours(source), patient, labelsFrom: 'source' }
    return { source: await this.taken(folder, source), patient }
  }

  /** A case with what readers drew of it since, unless its labels are asked for from its source. */
  async asTheyAre(folder: string, one: DatasetCase): Promise<DatasetCase> {
    return one.labelsFrom === 'source' ? one : this.labelled(folder, one, 'readers')
  }

  private async kept(
    folder: string,
    { id, labelled, ed, es }: CaseSource,
    drawn: Drawn,
    journal: string,
  ): Promise<KeptContours> {
    const file: ContourFile = { schema: 'septum-contours/1', study: id, ...drawn }
    const bytes = Buffer.from(JSON.stringify(file))
    const hash = createHash('sha256').update(bytes).digest('hex')
    const place = join(folder, 'contours', `${hash}.json`)
    if (!existsSync(place)) await writeAtomic(place, bytes)
    const own = drawn.contours.filter(({ source }) => source !== 'imported')
    const readers = [...new Set(own.map(({ author }) => author))].filter((name) => name.length > 0).sort()
    const counts = { count: drawn.contours.length, own: own.length }
    return { file: place, hash, readers, ...counts, journal, instead: { labelled, ed, es } }
  }

  /** Size and time of a study's journal; null: nobody worked on it. */
  private async markOf(id: string): Promise<string | null> {
    const found = await stat(this.host.layout.journal(id)).catch(() => null)
    return found && found.size > 0 ? `${found.size} ${found.mtimeMs}` : null
  }

  /** What a study holds now; null where its images cannot be read: the check will say why. */
  private async segmentation(source: CaseSource): Promise<Segmentation | null> {
    const { layout, reader } = this.host
    const { id } = source
    const entries = await readJournal({ journal: layout.journal(id), snapshot: layout.snapshot(id) })
    try {
      return segmentationNow(entries, await reader.reading.open({ source }))
    } catch {
      return null
    }
  }
}

type Drawn = Pick<ContourFile, 'ed' | 'es' | 'contours'>

/** The contours that count: accepted, at the marked phases or in the only image, on slices that the reader left in. */
function accepted({ contours, marks, excluded }: Segmentation, phases: number): Drawn {
  const measured = new Set(measuredPhases(marks, phases).map(([, phase]) => phase))
  const counts = ({ state, rings, slice, phase }: Contour): boolean =>
    state === 'accepted' && rings.length > 0 && measured.has(phase) && !excluded.has(placeKey(slice, phase))
  return { ...marks, contours: [...contours.values()].filter(counts) }
}
