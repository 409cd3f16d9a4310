import { z } from './schema'
import { Refusal, StudyId } from './study'

/** Options of DICOM PS3.15 Annex E that may keep more than the basic profile does (features P-8). */
export const DeidentifyOptions = z.object({
  /** "shifted": one random offset for each patient, intervals stay (P-11). */
  dates: z.enum(['removed', 'shifted', 'kept']).default('removed'),
  /** Sex, age (90 and over as 90), size and weight. */
  characteristics: z.boolean().default(false),
  /** Words of series and structure descriptions that name no one: "short axis", "cine", "LV". */
  descriptors: z.boolean().default(true),
  /** Maker, model, serial number and software of the scanner. */
  device: z.boolean().default(false),
  /** Name, address and department of the place. */
  institution: z.boolean().default(false),
  /** UIDs as they are: copies can then be matched with the originals by anyone who has both. */
  uids: z.boolean().default(false),
  /** What patients are called: SUBJ-1A2B3C4D, or SUBJ-0001 in the order in which they are met. */
  naming: z.enum(['coded', 'numbered']).default('coded'),
  prefix: z
    .string()
    .regex(/^[A-Z0-9-]{1,12}$/i)
    .default('SUBJ'),
})
export type DeidentifyOptions = z.infer<typeof DeidentifyOptions>

/** Why text may stand in the pixels: the file says so, it was made from a screen, or its kind often shows some (P-13). */
export const TextReason = z.enum(['stated', 'capture', 'kind'])
export type TextReason = z.infer<typeof TextReason>

/** A series that would be copied. */
export const SurveyedSeries = z.object({
  /** SeriesInstanceUID; of files that have none, the study's id. */
  key: z.string(),
  study: StudyId,
  name: z.string(),
  description: z.string(),
  modality: z.string(),
  files: z.number().int(),
  /** Place of its first file among the study's, for the preview. */
  first: z.number().int(),
  /** Null: nothing speaks for text. Else a person has to look before it is copied (X18). */
  text: TextReason.nullable(),
})
export type SurveyedSeries = z.infer<typeof SurveyedSeries>

export const DeidentifySurvey = z.object({
  series: z.array(SurveyedSeries),
  bytes: z.number(),
  /** Files that cannot be read and would not be copied. */
  refused: z.array(Refusal),
})
export type DeidentifySurvey = z.infer<typeof DeidentifySurvey>

/** One line of the preview: an attribute before and after; null: it is not there (P-14). */
export const PreviewLine = z.object({
  tag: z.string(),
  name: z.string(),
  before: z.string().nullable(),
  after: z.string().nullable(),
})
export type PreviewLine = z.infer<typeof PreviewLine>

/** What was written; nothing in it names a person or a source file. It lies beside the copies as report.json. */
export const DeidentifyReport = z.object({
  schema: z.literal('septum-deidentified/1'),
  options: DeidentifyOptions,
  files: z.array(
    z.object({
      file: z.string(),
      removed: z.array(z.string()),
      replaced: z.array(z.string()),
      mayShowText: z.boolean(),
    }),
  ),
  subjects: z.number().int(),
  /** Files of kinds that are never copied (tables, notes, contours as text), by ending. */
  leftOut: z.record(z.string(), z.number().int()),
  /** Files of series that a person left out. */
  leftOutByChoice: z.number().int(),
  /** Files that could not be read, by the code of what was wrong. */
  unreadable: z.record(z.string(), z.number().int()),
})
export type DeidentifyReport = z.infer<typeof DeidentifyReport>

/** The report, and for the one who asked which files could not be read. */
export const DeidentifyOutcome = DeidentifyReport.extend({ refused: z.array(Refusal) })
export type DeidentifyOutcome = z.infer<typeof DeidentifyOutcome>

/** A sealed file that leads back to the patients, kept apart from the copies. */
export const KeyFile = z.object({ file: z.string().min(1), passphrase: z.string() })
export type KeyFile = z.infer<typeof KeyFile>

/** What to write, and where. */
export const DeidentifyOrder = z.object({
  /** A folder that is empty, or that is not there yet. */
  out: z.string().min(1),
  options: DeidentifyOptions,
  /** Null: nothing leads back. */
  key: KeyFile.nullable(),
  /** Series in which text was looked for by a person, and those to leave out, by their keys (X18). */
  confirmed: z.array(z.string()),
  leftOut: z.array(z.string()),
})
export type DeidentifyOrder = z.infer<typeof DeidentifyOrder>
