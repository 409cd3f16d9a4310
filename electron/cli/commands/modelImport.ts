import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Command } from 'commander'
import { OnnxPlan, type OnnxInspection } from '#shared/domain/onnxImport'
import { SeptumError } from '#shared/errors/SeptumError'
import { reasonOf } from '#electron/formats/fileBytes'
import { noun } from '../noun'
import { runCommand } from '../runCommand'
import { withHost } from '../withHost'

/** `septum model import FILE`. */
export function registerModelImport(program: Command): void {
  noun(program, 'model', 'Networks and trained models')
    .command('import')
    .argument('<file>', 'a network for slices as one ONNX file')
    .description(
      'Takes in a network that was made elsewhere. Without --config it is only looked at: the answer holds a plan ' +
        'to look over, complete and hand in.',
    )
    .option('--config <file>', 'plan as JSON: input, meaning of the output channels, preparation')
    .addHelpText(
      'after',
      '\nExamples:\n  septum model import heart.onnx --json\n  septum model import heart.onnx --config plan.json',
    )
    .action((file: string, { config }: { config?: string }, command: Command) =>
      runCommand(command, async (output, { workspace }) => {
        const path = resolve(file)
        if (config === undefined) {
          const found = await withHost({ workspace }, (septum) => septum.models.inspectFile({ file: path }))
          output.answer(found, () => inspectionText(found))
          return
        }
        const plan = await readPlan(resolve(config))
        const kept = await withHost({ workspace }, (septum) => septum.models.importFile({ file: path, plan }))
        output.answer(kept, () => `Kept as ${kept.id}.`)
      }),
    )
}

/** Throws ARGUMENT_INVALID with the field that is wrong. */
async function readPlan(file: string): Promise<OnnxPlan> {
  const invalid = (reason: string) => new SeptumError('ARGUMENT_INVALID', { argument: '--config', reason })
  let json: unknown
  try {
    json = JSON.parse(await readFile(file, 'utf8'))
  } catch (error) {
    throw invalid(error instanceof SyntaxError ? `${file} is not JSON` : `${file}: ${reasonOf(error)}`)
  }
  // The whole answer of a look, or the plan in it.
  const whole = typeof json === 'object' && json !== null && 'plan' in json ? json.plan : json
  const plan = OnnxPlan.safeParse(whole)
  if (plan.success) return plan.data
  const [issue] = plan.error.issues
  throw invalid(`${issue?.path.join('.') || 'the plan'}: ${issue?.message}`)
}

function inspectionText({
  inputs,
  outputs,
  parameters,
  operators,
  outputChannels,
  plan,
}: OnnxInspection): string {
  const value = ({ name, type, shape }: OnnxInspection['inputs'][number]): string =>
    `${name}, ${type}, ${shape.map((size) => size ?? 'any').join('×')}`
  return [
    `Input      ${inputs.map(value).join('; ')}`,
    `Output     ${outputs.map(value).join('; ')}; ${outputChannels} channels`,
    `Parameters ${parameters.toLocaleString('en')}`,
    `Operators  ${operators.map(({ name, count }) => `${name} ${count}`).join(', ')}`,
    '',
    'A plan to look over, complete and hand in with --config:',
    JSON.stringify(plan, null, 2),
  ].join('\n')
}
