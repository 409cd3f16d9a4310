import { z } from '#shared/domain/schema'
import { Clash, StudyId } from '#shared/domain/study'
import { Worklist } from '#shared/domain/studyFilter'
import { Annotation } from '#shared/ipc/library'
import { readOrSetAside } from '#electron/workspace/readOrSetAside'
import { writeJson } from '#electron/workspace/jsonFile'

const Annotations = z.object({
  schema: z.literal('septum-annotations/1'),
  studies: z.record(StudyId, Annotation),
  worklists: z.array(Worklist),
  /** By StudyInstanceUID. */
  decisions: z.record(z.string(), Clash.shape.decided.unwrap()),
})
type Annotations = z.infer<typeof Annotations>
type Decision = NonNullable<Clash['decided']>

/** What readers wrote about studies: it is in no image and no index, but in a small file of the workspace (U21). */
export interface AnnotationsFile {
  annotation(study: string): Annotation | undefined
  decision(studyUid: string): Decision | null
  worklists(): readonly Worklist[]
  annotate(studies: Readonly<Record<string, Partial<Annotation>>>): Promise<void>
  setWorklists(worklists: readonly Worklist[]): Promise<void>
  decide(studyUid: string, decision: Decision | null): Promise<void>
}

export async function openAnnotations(file: string): Promise<AnnotationsFile> {
  let now: Annotations = (await readOrSetAside(file, Annotations)) ?? {
    schema: 'septum-annotations/1',
    studies: {},
    worklists: [],
    decisions: {},
  }
  let writing: Promise<void> = Promise.resolve()
  /** One write after the other; what could not be written is not believed to be kept. */
  function keep(next: Annotations): Promise<void> {
    const before = now
    now = next
    const written = writing.then(() => writeJson(file, next))
    writing = written.catch(() => undefined)
    return written.catch((error: unknown) => {
      now = before
      throw error
    })
  }
  return {
    annotation: (study) => now.studies[study],
    decision: (studyUid) => now.decisions[studyUid] ?? null,
    worklists: () => now.worklists,
    annotate(changes) {
      const studies = { ...now.studies }
      for (const [id, change] of Object.entries(changes)) {
        const next = { tags: [], note: '', ...studies[id], ...change }
        if (next.tags.length || next.note) studies[id] = { ...next, tags: [...new Set(next.tags)] }
        else delete studies[id]
      }
      return keep({ ...now, studies })
    },
    setWorklists: (worklists) => keep({ ...now, worklists: [...worklists] }),
    decide(studyUid, decision) {
      const { [studyUid]: _old, ...others } = now.decisions
      return keep({ ...now, decisions: decision ? { ...others, [studyUid]: decision } : others })
    },
  }
}
