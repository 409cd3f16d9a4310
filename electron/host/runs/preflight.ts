import { preparedSpacingMm } from '#shared/domain/preparation'
import { statfs } from 'node:fs/promises'
import type { DatasetInspection } from '#shared/ipc/dataset'
import type { PreflightLine } from '#shared/ipc/training'
import type { Experiment } from '#shared/domain/experiment'
import type { MemoryNeed } from '#shared/domain/memoryNeed'
import { regions } from '#shared/domain/structures'
import { SeptumError, toFault } from '#shared/errors/SeptumError'
import { machineMemory } from '#electron/workspace/machineMemory'
import { caseLines } from './caseLines'
import type { DatasetService } from '../datasets/datasetService'
import { memoryLine } from './memoryLine'
import { pluginLines } from './pluginLines'

const ok = (topic: string, text: string): PreflightLine => ({ level: 'ok', topic, text, remedy: null })
const warn = (topic: string, text: string, remedy: string): PreflightLine => ({
  level: 'warn',
  topic,
  text,
  remedy,
})
const stop = (topic: string, text: string, remedy: string): PreflightLine => ({
  level: 'stop',
  topic,
  text,
  remedy,
})

/** What the machine has to offer, bytes. */
export interface Room {
  readonly freeMemoryBytes: number
  readonly diskBytes: number
}

/**
 * The pre-flight box (R-TR-1): what is known before a step is taken, within half a second. What takes longer is marked as
 * pending, and stands in the answer to the next question. `workspace` is where the run will be written.
 */
export async function preflight(
  experiment: Experiment,
  datasets: Pick<DatasetService, 'inspect'>,
  workspace: string,
  memoryNeed: (experiment: Experiment) => Promise<MemoryNeed | null> = () => Promise.resolve(null),
  /** Throws where the cases must not be used at all, whatever they are (R-LIB-4). */
  mayBeUsed: () => Promise<void> = () => Promise.resolve(),
): Promise<PreflightLine[]> {
  const asked = memoryNeed(experiment).catch(() => null) // the run itself then says why
  let inspection: DatasetInspection | typeof late
  try {
    await mayBeUsed()
    inspection = await inTime(datasets.inspect(experiment.data.folder))
  } catch (error) {
    const { cause, remedy } = toFault(error)
    return [stop('Data', cause, remedy)]
  }
  if (inspection === late)
    return [
      { ...warn('Data', 'The cases are being read', 'The other lines follow in a moment.'), pending: true },
    ]
  const disk = await statfs(workspace)
  const room = {
    freeMemoryBytes: machineMemory().freeBytes,
    diskBytes: disk.bavail * disk.bsize,
  }
  const need = await inTime(asked)
  const lines = preflightLines(experiment, inspection, room, need === late ? null : need).map((line) =>
    need === late && line.topic === 'Memory' ? { ...line, pending: true } : line,
  )
  return [...lines, ...(await pluginLines(experiment, workspace))]
}

/** Inspection and memory may each take so long; both together stay within half a second (R-TR-1). */
const patienceMs = 200
const late = Symbol('late')

/** What is answered in time. What comes later is there when it is asked for again. */
async function inTime<T>(answer: Promise<T>): Promise<T | typeof late> {
  let timer: NodeJS.Timeout | undefined
  const patience = new Promise<typeof late>((resolve) => (timer = setTimeout(resolve, patienceMs, late)))
  try {
    answer.catch(() => undefined) // of one that fails later, the next question hears
    return await Promise.race([answer, patience])
  } finally {
    clearTimeout(timer)
  }
}

/** Every line of the box, data first. `need` as compiled; null: it is not known. */
export function preflightLines(
  experiment: Experiment,
  data: DatasetInspection,
  room: Room,
  need: MemoryNeed | null = null,
): PreflightLine[] {
  return [
    ...partLines(experiment, data),
    ...caseLines(experiment, data),
    patientLine(data),
    ...classLines(experiment, data),
    spacingLine(experiment, data),
    ...(need?.plan ? [ok('Network', need.plan)] : []),
    memoryLine(experiment, data.summary.slices, room.freeMemoryBytes, need),
    diskLine(experiment, room),
  ]
}

const usable = (data: DatasetInspection) =>
  data.cases.filter(({ phases }) => phases.ed ?? phases.es ?? phases.still)

function partLines({ data: { split } }: Experiment, data: DatasetInspection): PreflightLine[] {
  const there = usable(data)
  if ('seed' in split) {
    const asked = split.train + split.validation + split.test
    if (asked > there.length) {
      const { message } = new SeptumError('SPLIT_IMPOSSIBLE', { asked, found: there.length })
      return [stop('Cases', message, `Ask for at most ${there.length} cases in all.`)]
    }
    return [ok('Cases', `${split.train} train, ${split.validation} validation, ${split.test} test`)]
  }
  const all = [...split.train, ...split.validation, ...split.test]
  const twice = all.filter((name, index) => all.indexOf(name) !== index)
  const ids = new Set(there.map(({ id }) => id))
  const missing = all.filter((name) => !ids.has(name))
  const lines: PreflightLine[] = []
  if (twice.length)
    lines.push(
      stop(
        'Leakage',
        `In two parts: ${listed(twice)}`,
        'Leave each case in one part only; the test would be worthless.',
      ),
    )
  if (missing.length)
    lines.push(
      stop(
        'Cases',
        `Not in the data set: ${listed(missing)}`,
        'Correct the names, or choose another folder.',
      ),
    )
  if (!lines.length)
    lines.push(
      ok(
        'Cases',
        `${split.train.length} train, ${split.validation.length} validation, ${split.test.length} test`,
      ),
    )
  return lines
}

const listed = (names: readonly string[]) =>
  names.length > 5 ? `${names.slice(0, 5).join(', ')} and ${names.length - 5} more` : names.join(', ')

/** R-TR-3. */
function patientLine(data: DatasetInspection): PreflightLine {
  const patients = usable(data).length
  if (patients >= 10) return ok('Patients', `${patients} labelled patients`)
  return warn(
    'Patients',
    `Only ${patients} labelled patients: expect mean Dice to vary by several hundredths from split to split`,
    'Add patients, start from a trained model, or take the figures as a first look only.',
  )
}

/** R-TR-2: a share below 2 % of all pixels. What is as it should be stands in one line. */
function classLines({ structures, training }: Experiment, data: DatasetInspection): PreflightLine[] {
  const lines: PreflightLine[] = []
  const covered: string[] = []
  for (const structure of structures) {
    const share = data.summary.classShare[structure] ?? 0
    const { name } = regions[structure]
    const percent = `${(share * 100).toFixed(share < 0.01 ? 2 : 1)} %`
    if (share === 0)
      lines.push(
        stop('Structures', `${name} is not labelled in this data set`, 'Take it out of the structures.'),
      )
    else if (share < 0.02 && training.loss === 'cross-entropy')
      lines.push(
        warn(
          'Structures',
          `${name} covers ${percent} of the pixels: a network that finds none of it would still be right nearly everywhere`,
          'Choose Dice, or cross-entropy + Dice, as the loss.',
        ),
      )
    else covered.push(`${name} ${percent}`)
  }
  if (covered.length > 0) lines.push(ok('Structures', `Of the pixels: ${covered.join(', ')}`))
  return lines
}

function spacingLine({ preparation }: Experiment, data: DatasetInspection): PreflightLine {
  const spacingMm = preparedSpacingMm(preparation)
  const spacings = data.cases
    .filter(({ shape, pixels }) => shape.length > 0 && !pixels)
    .flatMap(({ spacingMm: { x, y } }) => [x, y])
  // A length that nobody knows is not printed (X14).
  if (spacings.length === 0) return ok('Spacing', 'The size of a pixel is not known')
  const least = Math.min(...spacings)
  const most = Math.max(...spacings)
  const range = least === most ? `${least.toFixed(2)} mm` : `${least.toFixed(2)} to ${most.toFixed(2)} mm`
  if (spacingMm === null && most > 1.1 * least)
    return warn(
      'Spacing',
      `Pixels measure ${range}, and are not resampled`,
      'Resample to one spacing, such as 1.5 mm.',
    )
  return ok(
    'Spacing',
    spacingMm === null ? `Pixels measure ${range}` : `${range}, resampled to ${spacingMm} mm`,
  )
}

const gigabytes = (bytes: number) => `${(bytes / 1e9).toFixed(1)} GB`

function diskLine(_experiment: Experiment, { diskBytes }: Room): PreflightLine {
  if (diskBytes < 2e8)
    return stop('Disk', `${gigabytes(diskBytes)} free`, 'Free some space: checkpoints need about 0.2 GB.')
  return diskBytes < 2e9
    ? warn('Disk', `${gigabytes(diskBytes)} free`, 'Free some space before a long run.')
    : ok('Disk', `${gigabytes(diskBytes)} free`)
}
