import { z } from '#shared/domain/schema'
import { JournalEntry } from '#shared/domain/segmentation'
import { FrameHeader, OpenedCase, StudyId, StudyRow } from '#shared/domain/study'
import { call, event, pixels } from './contract'
import { FaultSchema } from '#shared/domain/training'

export const OpenedStudy = z.object({
  row: StudyRow,
  opened: OpenedCase,
  /** The journal of the study's label set, oldest first; shared/editing replays it. */
  entries: z.array(JournalEntry),
  /** Edits that were found after a crash (R-AS-3); 0 = a clean start. */
  recovered: z.number().int(),
  /** Null: editable here. Else who holds it; here it can only be read (R-AS-5). */
  heldBy: z.string().nullable(),
})
export type OpenedStudy = z.infer<typeof OpenedStudy>

/** One study at a time as it is read: its grid, its frames, its journal. */
export const studies = {
  open: call(z.object({ id: StudyId }), OpenedStudy),
  close: call(z.object({ id: StudyId }), z.void()),
  /** Slices and phases from 0. Sent once; the page keeps it. */
  frame: pixels(
    z.object({ id: StudyId, slice: z.number().int().nonnegative(), phase: z.number().int().nonnegative() }),
    FrameHeader,
  ),
  /** Appends to the journal and answers when it is on the disk (R-AS-1). */
  append: call(
    z.object({ id: StudyId, entries: z.array(JournalEntry).min(1) }),
    z.object({ savedAt: z.string() }),
  ),
  /** Masks of the drawn phases as NIfTI on the source grid, ACDC label values (F-RE-3). */
  exportMasks: call(z.object({ id: StudyId, folder: z.string() }), z.object({ files: z.array(z.string()) })),
  /** Writes the whole label set somewhere else when the workspace cannot take it (R-AS-4). */
  rescue: call(z.object({ id: StudyId, folder: z.string() }), z.object({ file: z.string() })),
  /** A study's journal could not be written; editing goes on in memory. */
  unsaved: event(z.object({ id: StudyId, fault: FaultSchema })),
}
