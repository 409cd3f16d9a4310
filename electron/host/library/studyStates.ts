import { existsSync } from 'node:fs'
import { z } from '#shared/domain/schema'
import { ReviewState } from '#shared/domain/segmentation'
import { Coverage, type CaseSource } from '#shared/domain/study'
import { BoundaryId } from '#shared/domain/structures'
import type { StudyState } from '#electron/library/queries/setStudyState'
import { readJournal } from '#electron/workspace/journal'
import { writeJson } from '#electron/workspace/jsonFile'
import { readOrSetAside } from '#electron/workspace/readOrSetAside'
import type { HostContext } from '../hostContext'
import { studyState } from '../studies/studyState'

const State = z.object({
  schema: z.literal('septum-state/1'),
  review: ReviewState,
  coverage: z.record(BoundaryId, Coverage),
  efPercent: z.number().nullable(),
})

/** What the Library shows of studies' contours, in a small file beside each journal: an index made anew reads it (U21). */
export class StudyStates {
  private writing: Promise<void> = Promise.resolve()

  constructor(private readonly host: Pick<HostContext, 'layout' | 'reader'>) {}

  /** Written behind the asker's back: what is lost can be made again from the journal. */
  keep(id: string, state: StudyState): void {
    const file = { schema: 'septum-state/1', ...state }
    this.writing = this.writing.then(() => writeJson(this.host.layout.state(id), file)).catch(() => undefined)
  }

  written(): Promise<void> {
    return this.writing
  }

  /** The state of a study on which somebody worked; null: nobody did, or it cannot be known now. */
  async of(source: CaseSource): Promise<StudyState | null> {
    const { layout, reader } = this.host
    const { id } = source
    if (!existsSync(layout.study(id))) return null
    const kept = await readOrSetAside(layout.state(id), State)
    if (kept) return kept
    const entries = await readJournal({ journal: layout.journal(id), snapshot: layout.snapshot(id) })
    if (entries.length === 0) return null
    try {
      return studyState(entries, await reader.reading.open({ source }))
    } catch {
      return null // its images cannot be read now; opening the study will say why
    } finally {
      await reader.reading.close({ id }).catch(() => undefined)
    }
  }
}
