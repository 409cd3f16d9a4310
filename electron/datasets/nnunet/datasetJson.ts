import { z } from '#shared/domain/schema'
import { SeptumError } from '#shared/errors/SeptumError'
import { fileBytes } from '#electron/formats/fileBytes'
import { canonicalLabel } from './labelNames'

const Labels = z.record(z.string(), z.union([z.number().int(), z.array(z.number().int()), z.string()]))

/** dataset.json of nnU-Net (both versions) and of the Medical Segmentation Decathlon, as far as it is used. */
const DatasetJson = z.object({
  name: z.string().optional(),
  reference: z.string().optional(),
  licence: z.string().optional(),
  channel_names: z.record(z.string(), z.string()).optional(),
  modality: z.record(z.string(), z.string()).optional(),
  labels: Labels,
  file_ending: z.string().optional(),
  training: z.array(z.union([z.string(), z.object({ image: z.string(), label: z.string() })])).optional(),
})

export interface DatasetJson {
  readonly name: string
  /** The first channel's name. */
  readonly modality: string
  readonly channels: number
  /** The file's label value → canonical label; what Septum does not measure is background, nnU-Net's `ignore` is ignored. */
  readonly values: [number, number][]
  /** Names of structures that Septum does not measure. */
  readonly unknown: string[]
  readonly fileEnding: string
}

/**
 * Reads a dataset.json. nnU-Net 2 writes `name: value`, nnU-Net 1 and the Decathlon `"value": name`; a region of several
 * values (nnU-Net 2) means each of them. Errors: FILE_UNREADABLE, FILE_MALFORMED.
 */
export async function readDatasetJson(file: string): Promise<DatasetJson> {
  const { bytes } = await fileBytes(file, 2 ** 24)
  let parsed: z.infer<typeof DatasetJson>
  try {
    parsed = DatasetJson.parse(JSON.parse(new TextDecoder().decode(bytes)))
  } catch (error) {
    const reason = 'it is no dataset.json: labels are missing or of another kind'
    throw new SeptumError('FILE_MALFORMED', { file, reason }, { cause: error })
  }
  const named = Object.entries(parsed.labels).flatMap(([key, value]): [string, number][] => {
    if (typeof value === 'string') return [[value, Number(key)]]
    return [value].flat().map((each) => [key, each])
  })
  const values = new Map<number, number>([[0, 0]])
  const unknown: string[] = []
  for (const [name, value] of named) {
    const label = canonicalLabel(name)
    if (label === null) unknown.push(name)
    if (Number.isInteger(value)) values.set(value, label ?? values.get(value) ?? 0)
  }
  const channels = parsed.channel_names ?? parsed.modality ?? {}
  return {
    name: parsed.name ?? '',
    modality: channels['0'] ?? Object.values(channels)[0] ?? '',
    channels: Math.max(1, Object.keys(channels).length),
    values: [...values],
    unknown,
    fileEnding: parsed.file_ending ?? '.nii.gz',
  }
}
