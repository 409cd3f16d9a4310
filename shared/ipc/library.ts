import { z } from '#shared/domain/schema'
import { Refusal, StudyId, StudyRow } from '#shared/domain/study'
import { call, event, pixels, task } from './contract'

export const ScanProgress = z.object({
  files: z.number().int(),
  folders: z.number().int(),
  cases: z.number().int(),
  /** Where the scan is. */
  path: z.string(),
})
export type ScanProgress = z.infer<typeof ScanProgress>

/** `library add --json` (decisions.md 1). */
export const ScanSummary = z.object({
  studies: z.number().int(),
  series: z.number().int(),
  filesRead: z.number().int(),
  refused: z.array(Refusal),
})
export type ScanSummary = z.infer<typeof ScanSummary>

export const WorkProgress = z.object({ done: z.number(), total: z.number(), what: z.string() })
export type WorkProgress = z.infer<typeof WorkProgress>

/** The index of studies. Rows arrive as `changed` news while a scan goes on. */
export const library = {
  add: task(z.object({ folder: z.string() }), ScanProgress, ScanSummary),
  list: call(z.void(), z.array(StudyRow)),
  /** Files and folders that the last scans could not use (R-LIB-3). */
  problems: call(z.void(), z.array(Refusal)),
  clearProblems: call(z.void(), z.void()),
  /** Takes rows out of the list; files and contours stay (R-LIB-5). */
  remove: call(z.object({ ids: z.array(StudyId) }), z.void()),
  restore: call(z.object({ ids: z.array(StudyId) }), z.void()),
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
