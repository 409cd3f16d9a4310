import { existsSync, readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Command } from 'commander'
import { ModelId } from '#shared/domain/model'
import type { RegionId } from '#shared/domain/structures'
import { SeptumError } from '#shared/errors/SeptumError'
import type { WarmModels } from '#electron/compute/inference/warmModels'
import type { Member } from '#electron/compute/segmenting/segmentedVolume'
import { workspaceFolder } from '#electron/workspace/workspaceFolder'
import { workspaceLayout } from '#electron/workspace/layout'
import { labelValues } from '../arguments'
import { chosenSteps, postSteps, withSteps, type PostStep } from '../postSteps'
import { engineOptions, withComputeOptions, type ComputeOptions } from '../computeOptions'
import { interruptSignal } from '../interruptSignal'
import { runCommand } from '../runCommand'

interface Options extends ComputeOptions {
  readonly model: string[]
  readonly mirror?: boolean
  readonly post?: PostStep[]
  readonly out: string
  readonly labels?: Partial<Record<RegionId, number>>
}

/** `septum predict --model M [--model N…] --out DIR INPUT…`. */
export function registerPredict(program: Command): void {
  withComputeOptions(program.command('predict'))
    .argument('<input...>', 'NIfTI files, case folders or data-set folders')
    .description('Segments images with a trained model and writes masks on their own grid.')
    .requiredOption(
      '--model <model>',
      'id such as hearts@1, hearts for its newest version, or a model folder; given again: the mean of the models',
      (model: string, before: string[] | undefined) => [...(before ?? []), model],
    )
    .requiredOption('--out <folder>', 'folder to write into')
    .option('--mirror', "segment mirrored images too and take the mean; without it as each model's card says")
    .option('--no-mirror', 'segment each image once')
    .option(
      '--post <steps>',
      `post-processing instead of the card's: none, or of ${postSteps.join(', ')}, with commas between`,
      chosenSteps,
    )
    .option('--labels <values>', 'label values, such as lv-cavity=1; ACDC values without it', labelValues)
    .addHelpText(
      'after',
      '\nExamples:\n  septum predict --model hearts@1 --out masks hearts/patient005\n' +
        '  septum predict --model run1/models/hearts/1 --out masks scan.nii.gz --labels lv-cavity=1,lv-myocardium=2\n' +
        '  septum predict --model hearts-2d@1 --model hearts-3d@1 --mirror --out masks hearts/patient005\n' +
        '  septum predict --model hearts@1 --post dense-crf,largest-cavity --out masks hearts/patient005',
    )
    .action((inputs: string[], options: Options, command: Command) =>
      runCommand(command, async (output, { workspace }) => {
        const folders = [...new Set(options.model.map((model) => modelFolder(model, workspace)))]
        const { inputCases } = await import('#electron/compute/inference/inputCases')
        const { predictedMasks } = await import('#electron/compute/inference/predictedMasks')
        const { WarmModels } = await import('#electron/compute/inference/warmModels')
        const signal = interruptSignal()
        const sources = []
        for (const input of inputs) sources.push(...(await inputCases(input, signal)))
        const models = new WarmModels(folders.length)
        await models.computeWith(await engineOptions(options))
        const [first = '', ...others] = folders
        const members = [await used(models, first, options)] as [Member, ...Member[]]
        for (const other of others) members.push(await used(models, other, options))
        const cases = await predictedMasks(sources, members, {
          out: resolve(options.out),
          values: options.labels ?? {},
          progress: (done, total, what) => output.progress(done, total, what),
          signal,
        })
        output.answer(cases, () => cases.flatMap(({ files }) => files).join('\n'))
      }),
    )
}

/** A model as it is to be used: mirrored and post-processed as asked, or else as its card says. */
async function used(models: WarmModels, folder: string, { mirror, post }: Options): Promise<Member> {
  const { segmenter, recipe } = await models.model(folder)
  return {
    segmenter,
    recipe: {
      ...recipe,
      ...(mirror !== undefined && { prediction: { mirror } }),
      ...(post && { postprocessing: withSteps(recipe.postprocessing, post) }),
    },
  }
}

/** The folder of a model that is named by its id in the workspace (without a version: the newest), or by its folder. */
function modelFolder(model: string, workspace: string | undefined): string {
  if (existsSync(join(model, 'model.json'))) return resolve(model)
  const [name = '', version] = model.split('@')
  if (ModelId.safeParse(`${name}@${version ?? 1}`).success) {
    const versions = join(workspaceLayout(workspaceFolder(workspace)).models, name)
    const folder = join(versions, version ?? newest(versions))
    if (existsSync(join(folder, 'model.json'))) return folder
  }
  throw new SeptumError('NOT_FOUND', { kind: 'trained model', id: model })
}

/** The largest number among a model's versions; 1 where there is none. */
function newest(versions: string): string {
  const numbers = existsSync(versions) ? readdirSync(versions).map(Number).filter(Number.isInteger) : []
  return String(Math.max(1, ...numbers))
}
