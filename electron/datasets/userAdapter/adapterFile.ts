import { LabelMapping } from '#shared/domain/labelMap'
import { z } from '#shared/domain/schema'
import { SeptumError } from '#shared/errors/SeptumError'
import { settingsFiles } from '../workspaceSettings'
import { patternFault } from './safePattern'

const Pattern = z.string().superRefine((pattern, context) => {
  const fault = patternFault(pattern)
  if (fault) context.addIssue({ code: 'custom', message: fault })
  else if (!pattern.includes('(?<case>'))
    context.addIssue({ code: 'custom', message: 'it has no group (?<case>…) that names the case' })
})

/** Where end-diastole and end-systole are: fixed frames of a cine, words in file names, a table, or nowhere. */
const Phases = z.discriminatedUnion('from', [
  z.strictObject({ from: z.literal('none') }),
  z.strictObject({
    from: z.literal('frames'),
    /** Counted from 1. */
    ed: z.number().int().positive(),
    es: z.number().int().positive(),
  }),
  /** What the group (?<phase>…) of the file's name says. */
  z.strictObject({ from: z.literal('name'), ed: z.string().min(1), es: z.string().min(1) }),
  z.strictObject({
    from: z.literal('table'),
    /** Name of a CSV file beside or above the images. */
    file: z.string().min(1),
    case: z.string(),
    ed: z.string(),
    es: z.string(),
    /** Whether the table counts frames from 0 or from 1. */
    first: z.union([z.literal(0), z.literal(1)]),
  }),
])

/** A user's own adapter: one file in `<workspace>/adapters`. */
export const AdapterFile = z.strictObject({
  schema: z.literal('septum-adapter/1'),
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,40}$/, 'small letters, digits and dashes are meant'),
  title: z.string().min(1).max(120),
  citation: z.string().max(2000).default(''),
  licence: z.string().max(500).default('That of the images.'),
  /** End of an image's path, with `/` between folders: `(?<case>[^/]+)/sa_(?<phase>ED|ES)\.nii\.gz`. */
  image: Pattern,
  /** The same of its label map, with the same groups. */
  label: Pattern,
  labels: LabelMapping,
  phases: Phases.default({ from: 'none' }),
  /** Instead of what the files say, mm. */
  spacingMm: z
    .strictObject({ x: z.number().positive(), y: z.number().positive(), z: z.number().positive() })
    .optional(),
  /** Names of groups of patients come from the group (?<group>…), where the image's pattern has one. */
})
export type AdapterFile = z.infer<typeof AdapterFile>

/** An adapter that was read, or why it is not used. */
export type UserAdapter =
  | { readonly file: string; readonly adapter: AdapterFile; readonly fault: null }
  | { readonly file: string; readonly adapter: null; readonly fault: SeptumError }

/** The adapters of a workspace, by file name. A file that cannot be used stands there with its fault. */
export async function userAdapters(home?: string): Promise<UserAdapter[]> {
  const found = await settingsFiles('adapters', home)
  const ids = new Set<string>()
  return found.map(({ file, json, reason }): UserAdapter => {
    const invalid = (why: string): UserAdapter => ({
      file,
      adapter: null,
      fault: new SeptumError('ADAPTER_INVALID', { file, reason: why }),
    })
    if (reason !== null) return invalid(reason)
    const parsed = AdapterFile.safeParse(json)
    if (!parsed.success) {
      const [issue] = parsed.error.issues
      return invalid(`${issue?.path.join('.') || 'the file'}: ${issue?.message}`)
    }
    if (ids.has(parsed.data.id)) return invalid(`id: another adapter is called ${parsed.data.id} too`)
    ids.add(parsed.data.id)
    return { file, adapter: parsed.data, fault: null }
  })
}
