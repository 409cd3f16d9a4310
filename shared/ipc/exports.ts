import { z } from '#shared/domain/schema'
import {
  DeidentifyOptions,
  DeidentifyOrder,
  DeidentifyOutcome,
  DeidentifySurvey,
  KeyFile,
  PreviewLine,
} from '#shared/domain/deidentify'
import { StudyId } from '#shared/domain/study'
import { call, task } from './contract'
import { WorkProgress } from './library'

/** More at once would hold up the host while it hands their files on. */
export const mostExportedStudies = 500
const Studies = z.array(StudyId).min(1).max(mostExportedStudies)

/** Copies of studies of the Library without what identifies a person (features 7.3). */
export const exports = {
  /** The series of these studies, and in which of them a person has to look for text (X18). */
  survey: task(z.object({ studies: Studies }), WorkProgress, DeidentifySurvey),
  /** What would become of each attribute of one file (P-14). `file` counts from 0. */
  preview: call(
    z.object({
      study: StudyId,
      file: z.number().int().nonnegative(),
      options: DeidentifyOptions,
      key: KeyFile.nullable(),
    }),
    z.array(PreviewLine),
  ),
  deidentify: task(DeidentifyOrder.extend({ studies: Studies }), WorkProgress, DeidentifyOutcome),
}
