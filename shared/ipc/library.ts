import { z } from '#shared/domain/schema'
import { Refusal, StudyId, StudyRow, Tag } from '#shared/domain/study'
import { Worklist } from '#shared/domain/studyFilter'
import { call, event, pixels, task } from './contract'

export const ScanProgress = z.object({
  files: z.number().int(),
  folders: z.number().int(),
  cases: z.number().int(),
  /** Where the scan is. */
  path: z.string(),
  /** Files there are; null while they are still being counted. */
  total: z.number().int().nullable().default(null),
})
export type ScanProgress = z.infer<typeof ScanProgress>

/** `library add --json` (decisions.md 1). */
export const ScanSummary = z.object({
  studies: z.number().int(),
  series: z.number().int(),
  /** Files that were looked at; `unchanged` of them were not read again. */
  filesRead: z.number().int(),
  unchanged: z.number().int(),
  /** Studies whose files are no longer there. */
  gone: z.number().int(),
  refused: z.array(Refusal),
})
export type ScanSummary = z.infer<typeof ScanSummary>

export const WorkProgress = z.object({ done: z.number(), total: z.number(), what: z.string() })
export type WorkProgress = z.infer<typeof WorkProgress>

/** The scan under way, whoever asked for it; null: none (R-LIB-1). */
export const Scanning = ScanProgress.extend({
  folder: z.string(),
  /** Files a second since the scan began, pauses left out. */
  rate: z.number(),
  paused: z.boolean(),
  /** A watched folder changed; nobody waits for the scan. */
  watched: z.boolean(),
}).nullable()
export type Scanning = z.infer<typeof Scanning>

/** A folder that was linked to the Library. */
export const LinkedFolder = z.object({
  path: z.string(),
  online: z.boolean(),
  addedAt: z.string(),
  /** When its last scan came to an end; null: it was stopped before. */
  scannedAt: z.string().nullable(),
  /** New and changed files are looked for while Septum runs. */
  watch: z.boolean(),
  /** How: told by the system, or looked at now and then, as on network shares. */
  watching: z.enum(['told', 'looking', 'off']),
})
export type LinkedFolder = z.infer<typeof LinkedFolder>

/** What a reader wrote about a study. */
export const Annotation = z.object({ tags: z.array(Tag), note: z.string().max(10_000) })
export type Annotation = z.infer<typeof Annotation>

/** The index of studies. Rows arrive as `changed` news while a scan goes on. */
export const library = {
  add: task(z.object({ folder: z.string() }), ScanProgress, ScanSummary),
  /** Looks through linked folders again (null: all); files that did not change are not read, unless `fresh`. */
  rescan: task(
    z.object({ folders: z.array(z.string()).nullable(), fresh: z.boolean().default(false) }),
    ScanProgress,
    ScanSummary,
  ),
  pauseScan: call(z.object({ paused: z.boolean() }), z.void()),
  /** Stops the scan under way, whoever asked for it; what it found stays. */
  stopScan: call(z.void(), z.void()),
  scanning: event(z.object({ scan: Scanning })),

  folders: call(z.void(), z.array(LinkedFolder)),
  foldersChanged: event(z.object({ folders: z.array(LinkedFolder) })),
  watch: call(z.object({ folder: z.string(), on: z.boolean() }), z.void()),
  /** Takes a folder and the rows of its studies out of the Library; files, contours, tags and notes stay. */
  unlink: call(z.object({ folder: z.string() }), z.void()),
  /** Says where the studies of a folder that is gone lie now; they are recognised by UID and content (R-LIB-6). */
  locate: task(z.object({ folder: z.string(), now: z.string() }), ScanProgress, ScanSummary),

  /** Rows in the order of their ids, some hundred at a time, so that neither side is held up; see `allStudies`. */
  list: call(
    z.object({ after: StudyId.nullable() }),
    z.object({ rows: z.array(StudyRow), next: StudyId.nullable() }),
  ),
  /** Ids of the studies in which every word of the text stands. */
  search: call(z.object({ text: z.string().max(1000) }), z.array(StudyId)),
  /** Files and folders that the last scans could not use (R-LIB-3). */
  problems: call(z.void(), z.array(Refusal)),
  clearProblems: call(z.void(), z.void()),
  /** Takes rows out of the list; files and contours stay (R-LIB-5). */
  remove: call(z.object({ ids: z.array(StudyId) }), z.void()),
  restore: call(z.object({ ids: z.array(StudyId) }), z.void()),
  /** Sets tags and notes; what is left out stays. */
  annotate: call(z.object({ studies: z.record(StudyId, Annotation.partial()) }), z.void()),
  worklists: call(z.void(), z.array(Worklist)),
  setWorklists: call(z.object({ worklists: z.array(Worklist).max(200) }), z.void()),
  worklistsChanged: event(z.object({ worklists: z.array(Worklist) })),
  /** Says who is who where one study has several patient IDs (R-LIB-4); null takes the decision back. */
  decide: call(
    z.object({
      studyUid: z.string(),
      decision: z
        .object({
          decision: z.enum(['different', 'same']),
          patientId: z.string().nullable(),
          reason: z.string().trim().min(3).max(1000),
        })
        .nullable(),
    }),
    z.void(),
  ),
  /** 8-bit grey picture of the middle slice at the first phase, windowed. */
  thumbnail: pixels(
    z.object({ id: StudyId }),
    z.object({ columns: z.number().int(), rows: z.number().int() }),
  ),
  /** Makes the index again from the folders that it knows (F-LI-5). */
  rebuild: task(z.void(), ScanProgress, ScanSummary),
  /** Makes phantom hearts in the workspace and adds them: the sample study. */
  sample: task(
    z.object({ patients: z.number().int().min(1).max(50), seed: z.number().int() }),
    WorkProgress,
    z.object({ folder: z.string(), ids: z.array(StudyId) }),
  ),
  changed: event(z.object({ upserted: z.array(StudyRow), removed: z.array(StudyId) })),
}
