import { resolve } from 'node:path'
import { InvalidArgumentError, type Command } from 'commander'
import { fittingPresets, LabelTarget, type LabelMapping } from '#shared/domain/labelMap'
import { RegionId, regions } from '#shared/domain/structures'
import type { LabelSource, LabelSurvey } from '#shared/ipc/labels'
import { SeptumError } from '#shared/errors/SeptumError'
import { judgeLabels } from '#electron/datasets/labels/judgeLabels'
import { caseBelow } from '#electron/datasets/labels/labelExample'
import { labelSurvey } from '#electron/datasets/labels/labelSurvey'
import { saveLabelMap } from '#electron/host/labels/labelStore'
import { workspaceFolder } from '#electron/workspace/workspaceFolder'
import { interruptSignal } from '../interruptSignal'
import { noun } from '../noun'
import { runCommand } from '../runCommand'
import { table } from '../table'

interface Options {
  readonly map?: LabelMapping
  readonly preset?: string
  readonly layout?: string
  readonly fillLines?: boolean
}

/** `500=lv-cavity,7=not-labelled`. */
export function labelMapping(text: string): LabelMapping {
  return Object.fromEntries(
    text.split(',').map((pair) => {
      const [value = '', name] = pair.split('=').map((part) => part.trim())
      const target = LabelTarget.safeParse(name)
      const number = /^#[0-9a-f]{6}$/i.test(value) ? String(parseInt(value.slice(1), 16)) : value
      if (!/^\d{1,10}$/.test(number) || !target.success)
        throw new InvalidArgumentError(
          `${pair}: VALUE=STRUCTURE is meant, such as 3=lv-cavity; also background and not-labelled.`,
        )
      return [number, target.data]
    }),
  )
}

/** `septum dataset labels DIR`. */
export function registerDatasetLabels(program: Command): void {
  noun(program, 'dataset', 'Labelled data sets')
    .command('labels')
    .argument('<folder>', 'folder of a data set')
    .description('Lists the label values of a data set and what they mean; --map or --preset says it anew.')
    .option('--map <values>', 'what each value means, such as 500=lv-cavity,200=lv-myocardium', labelMapping)
    .option('--preset <name>', 'acdc, mnms, mscmr, binary or inverted')
    .option('--layout <id>', 'which label maps are meant, where the folder has several layouts')
    .option('--fill-lines', 'masks are thin lines: what they enclose belongs to the object')
    .addHelpText(
      'after',
      '\nExamples:\n  septum dataset labels ./scans --json\n' +
        '  septum dataset labels ./scans --map 0=background,500=lv-cavity,200=lv-myocardium,600=rv-cavity',
    )
    .action((folder: string, options: Options, command: Command) =>
      runCommand(command, async (output, { workspace }) => {
        const place = resolve(folder)
        const progress = {
          onProgress: ({ done, total, what }: { done: number; total: number; what: string }) =>
            output.progress(done, total, what),
          signal: interruptSignal(),
        }
        const survey = await labelSurvey(place, progress)
        const source = options.map || options.preset ? chosen(survey, options.layout) : null
        if (!source) return output.answer(survey, () => surveyText(survey))
        await named(place, source, options, workspaceFolder(workspace))
        const now = await labelSurvey(place, progress)
        output.answer(now, () => surveyText(now))
      }),
    )
}

function chosen({ folder, sources }: LabelSurvey, layout: string | undefined): LabelSource {
  const fitting = sources.filter((source) => layout === undefined || source.layout === layout)
  const [first, more] = fitting
  if (!first) throw new SeptumError('NOT_FOUND', { kind: 'labelled layout', id: layout ?? folder })
  if (more)
    throw new SeptumError('REQUEST_INVALID', {
      call: 'dataset labels',
      reason: `the folder has several layouts (${fitting.map((one) => one.layout).join(', ')}): say which with --layout`,
    })
  return first
}

/** Remembers the mapping: what is asked for over what the values are taken for now. */
async function named(
  folder: string,
  source: LabelSource,
  { map, preset, fillLines }: Options,
  workspace: string,
): Promise<void> {
  const values = source.values.map(({ value }) => value)
  const asked = preset ? fittingPresets(values).find(({ id }) => id === preset) : null
  if (preset && !asked)
    throw new SeptumError('NOT_FOUND', { kind: 'preset for these label values', id: preset })
  const known = source.values.flatMap(({ value, target }) =>
    target ? [[String(value), target] as const] : [],
  )
  const all: LabelMapping = { ...Object.fromEntries(known), ...asked?.map, ...map }
  const own = Object.fromEntries(
    values.flatMap((value) => {
      const target = all[String(value)]
      return target ? [[String(value), target] as const] : []
    }),
  )
  await judgeLabels(await caseBelow(folder, source.example.study), own)
  await saveLabelMap(workspace, {
    ...{ folder, layout: source.layout, values, map: own },
    fillLines: fillLines ?? source.fillLines,
  })
}

function surveyText({ folder, sources }: LabelSurvey): string {
  if (sources.length === 0) return `No label maps below ${folder}.`
  return sources.map(sourceText).join('\n\n')
}

function sourceText({
  layout,
  cases,
  looked,
  values,
  colours,
  remembered,
  thinLines,
  example,
}: LabelSource): string {
  const shown = (value: number): string =>
    colours ? `#${value.toString(16).padStart(6, '0')}` : String(value)
  const meaning = (target: LabelTarget | null): string => {
    const region = RegionId.safeParse(target)
    return region.success ? regions[region.data].name : (target ?? 'nobody has said')
  }
  const rows = values.map(({ value, voxels, target }) => [shown(value), String(voxels), meaning(target)])
  const counted = looked < cases ? `${looked} of ${cases} cases counted` : `${cases} cases`
  return (
    `${table(['Value', 'Voxels', 'Means'], rows)}\n` +
    `Layout ${layout}; ${counted}; example ${example.case}, slice ${example.slice + 1}` +
    (remembered ? '; as somebody has said' : '') +
    (thinLines ? '; the masks are thin lines (--fill-lines fills them)' : '')
  )
}
