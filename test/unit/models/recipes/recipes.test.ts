import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { networkCatalogue, outputKind } from '#models/networks/catalogue'
import { recipeFiles } from '#models/recipes/catalogue'
import { Experiment } from '#shared/domain/experiment'
import type { Recipe } from '#shared/domain/recipe'
import { recipeExperiment } from '#shared/domain/recipeExperiment'
import { recipesOf } from '#shared/domain/recipeFile'
import { publishedTables } from './publishedTables'
import { isOwnNetwork } from '#shared/domain/plugin'
import { preparedSide } from '#shared/domain/preparation'
import type { PreparationChain } from '#shared/domain/preparationStep'

const recipes = recipesOf(recipeFiles)
const named = (id: string): Recipe => recipes.find((recipe) => recipe.id === id)!
const at = (value: unknown, path: string): unknown =>
  path
    .split('.')
    .reduce<unknown>((inner, key) => (inner as Record<string, unknown> | undefined)?.[key], value)

describe('every column of recipes.md is a recipe', () => {
  test.each(Object.entries(publishedTables))('%s holds its figures', (id, cells) => {
    for (const [path, value] of cells) expect({ [path]: at(named(id), path) }).toEqual({ [path]: value })
  })

  test('each file of the folder is listed, each column once, S2 in eight mixes of three networks', () => {
    const folder = fileURLToPath(new URL('../../../../models/recipes', import.meta.url))
    const files = readdirSync(folder).filter((name) => name.endsWith('.json'))
    expect(recipeFiles.map(({ id }) => `${id}.json`).sort()).toEqual(files.sort())
    const ids = recipes.filter(({ faithful }) => faithful).map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    const mixes = ids.filter((id) => /^s2_(unet2d|densenet|unet3d)_/.test(id))
    expect(mixes).toHaveLength(24)
    expect(ids.length - mixes.length).toBe(14 + 1 + 1 + 3 + 2 + 6)
    expect(named('s2_unet3d_acdc_lv_sb').data.mix).toEqual(['acdc', 'lv', 'sb'])
  })

  test.each(recipes.map((recipe) => [recipe.id, recipe] as const))(
    '%s: its network has the parameters that it names',
    (_id, { net }) => {
      const [height, width] = (net.input ?? [256, 256]).slice(-2) as [number, number]
      const structures = net.out - (outputKind(net.id, net.out) === 'softmax' && net.out > 1 ? 1 : 0)
      const oneOfTwo = net.id.startsWith('encoder-decoder') && net.quirks === 'faithful' // the second sigmoid is never looked at (D30)
      const { trainableParameters } = networkCatalogue[net.id].describe({
        size: [height, width],
        channels: net.in,
        classes: oneOfTwo ? 1 : structures,
        baseFilters: net.base_filters,
        growth: net.growth,
        layersPerBlock: net.layers_per_block,
        quirks: net.quirks,
      })
      expect(trainableParameters).toBe(net.parameters)
    },
  )

  test('paths that are marked as assumed are there', () => {
    for (const recipe of recipes)
      for (const path of recipe.assumed)
        expect({ [recipe.id]: path, there: at(recipe, path) !== undefined }).toMatchObject({ there: true })
  })
})

describe('each recipe has a corrected twin', () => {
  test('the twin is the same but for what is listed, and says that it is not faithful', () => {
    for (const recipe of recipes.filter(({ faithful }) => faithful)) {
      const twin = named(`${recipe.id}_c`)
      expect(twin.faithful).toBe(false)
      expect(twin.differences.length).toBeGreaterThan(0)
      expect(recipe.differences).toEqual([])
      expect(twin.net.id).toBe(recipe.net.id)
      expect(twin.target).toEqual(recipe.target)
      expect({ ...twin, id: recipe.id, faithful: true, differences: [] }).not.toEqual(recipe)
    }
  })

  test.each([
    ['s0_sb_i_c', 'data.polygon', 'centre'],
    ['s0_sb_i_c', 'data.offset_px', -1],
    ['s0_sb_i_c', 'split.level', 'patient'],
    ['s0_sb_i_c', 'train.reshuffle', true],
    ['s0_sb_i_c', 'train.checkpoint', 'best-dice'],
    ['s0_lv_o_c', 'post.2.arithmetic', 'logic'],
    ['s0_lv_o_c', 'split.dev_images', undefined],
    ['s1_deeplab_c', 'loss', { id: 'weighted-ce', ignore: 255, weights: 'inverse' }],
    ['s2_unet2d_acdc_c', 'pre_preset', 'C6r'],
    ['s2_unet2d_acdc_c', 'pre.1.mm', [null, 1, 1]],
    ['s2_unet2d_acdc_c', 'data.unlabelled', 'ignored'],
    ['s2_unet2d_acdc_c', 'post.2.guarded', true],
    ['s2_densenet_rv_c', 'eval.level', 'volume'],
    ['s3_ed_c', 'net.out', 1],
    ['s3_ed_c', 'loss.id', 'dice'],
    ['s3_ed_c', 'split.level', 'patient'],
    ['s4_a_alexnet_grey_c', 'loss.id', 'dice'],
    ['s4_d_fcn8s_c', 'split.level', 'patient'],
  ])('%s: %s is %j', (id, path, value) => expect(at(named(id), path)).toEqual(value))
})

describe('a file that is not a recipe is refused with its id and the key', () => {
  const file = { ...recipeFiles.find(({ id }) => id === 's3_ed')! } as Record<string, unknown>
  test.each([
    ['an unknown key', { ...file, colour: 'red' }, /s3_ed: .*colour/],
    [
      'an unknown key inside',
      { ...file, train: { batch: 1, checkpoint: 'last', speed: 3 } },
      /s3_ed: train.*speed/,
    ],
    ['a missing network', { ...file, net: null }, /s3_ed: net/],
    ['a missing evaluation', { ...file, eval: null }, /s3_ed: eval/],
    ['a loss that there is not', { ...file, loss: { id: 'hope' } }, /s3_ed: loss\.id/],
    ['a base that there is not', { ...file, extends: 's9' }, /s9, which is no recipe/],
  ])('%s', (_title, broken, message) => expect(() => recipesOf([broken])).toThrow(message))
})

describe('a recipe becomes an experiment, and what that does otherwise is said', () => {
  const file = (experiment: object) => ({
    schema: 'septum-experiment/1',
    data: { folder: 'hearts', split: { train: 1, validation: 1, test: 1, seed: 1 } },
    ...experiment,
  })

  test('each that can be trained is a valid experiment, of a size that its network takes', () => {
    for (const recipe of recipes) {
      const { experiment, gaps } = recipeExperiment(recipe)
      if (!experiment) {
        expect({
          id: recipe.id,
          gaps: gaps.some(({ part }) => part === 'net' || part === 'data'),
        }).toMatchObject({ gaps: true })
        continue
      }
      const { network, preparation } = Experiment.parse(file(experiment))
      const side = preparedSide(preparation)
      const size = [side, side] as const
      if (!isOwnNetwork(network.id)) throw new Error(`${recipe.id} names a plug-in`)
      expect({ [recipe.id]: networkCatalogue[network.id].nearestSize(size, network.depth) }).toEqual({
        [recipe.id]: size,
      })
    }
  })

  test('the 2-D U-Net of S2 keeps its figures', () => {
    const { experiment } = recipeExperiment(named('s2_unet2d_acdc'))
    const { network, preparation, training, postprocessing } = Experiment.parse(file(experiment!))
    expect(network).toMatchObject({ id: 'unet-2d', baseFilters: 16 })
    expect(preparation).toEqual({ preset: 'C6', mode: 'faithful' })
    expect(training).toMatchObject({
      epochs: 500,
      batch: 16,
      minutes: 58,
      loss: 'wdice-isensee',
      optimiser: 'adam',
      learningRate: 5e-4,
      schedule: 'plateau',
      scheduleOptions: { factor: 0.5, patience: 10 },
      earlyStopEpochs: 50,
      seed: 42,
      augmentation: 'A-S2',
    })
    expect(postprocessing).toMatchObject({ largestCavity: true, farRightVentricle: true, fillIslands: true })
  })

  test('images are prepared as published (datasets C1 to C12), but for what one plane of grey cannot be', () => {
    const prepared = (id: string) => recipeExperiment(named(id)).experiment?.preparation
    expect(prepared('s0_sb_i')).toEqual({ preset: 'C1', mode: 'faithful' })
    expect(prepared('s2_pre1')).toEqual({ preset: 'C5', mode: 'faithful' })
    expect(prepared('s2_pre1_c')).toEqual({ preset: 'C5', mode: 'corrected' })
    expect(prepared('isensee_acdc_3d')).toEqual({ preset: 'C12-3d', mode: 'faithful' })
    expect(prepared('s3_ed_c')).toEqual({ preset: 'C8', mode: 'corrected' })
    // The twin of the 3-D U-Net resamples first, and takes its mean over the data set: its own chain says so.
    const { steps } = Experiment.parse(file(recipeExperiment(named('s2_unet3d_acdc_c')).experiment!))
      .preparation as PreparationChain
    expect(steps.map(({ step }) => step)).toEqual([
      'assemble',
      'rotate180',
      'n4',
      'resample-in-plane',
      'crop-pad',
      'z-score',
      'pad-z',
    ])
    expect(steps[5]).toMatchObject({ scope: 'data-set' })
    // DeepLab's means of blue, green and red, taken off one plane as their mean.
    expect(prepared('s1_deeplab')).toMatchObject({ steps: [{ side: 321 }, { step: 'mean-subtraction' }] })
  })

  test('S4 begins with nothing where it was published so (Q23), and with drawn filters in the twin', () => {
    const faithful = recipeExperiment(named('s4_a_alexnet_grey'))
    expect(faithful.experiment!.network).toMatchObject({ id: 'fcn-alexnet', quirks: 'faithful' })
    const twin = recipeExperiment(named('s4_a_alexnet_grey_c'))
    expect(twin.experiment!.network).toMatchObject({ id: 'fcn-alexnet', quirks: 'corrected' })
    expect(twin.experiment!.training).toMatchObject({ loss: 'dice' })
  })

  test('Khened squares its penalty twice as published (Q17), once in the twin', () => {
    const penalty = (id: string) => recipeExperiment(named(id)).experiment!.training!.penalty
    expect(penalty('s2_densenet_acdc')).toEqual({ lambda: 5e-6, kind: 'squared' })
    expect(penalty('s2_densenet_acdc_c')).toEqual({ lambda: 5e-6, kind: 'half' })
  })

  test('pretrained colour filters are said to be missing', () => {
    const { gaps } = recipeExperiment(named('s4_c_alexnet_rgb_pre'))
    expect(gaps.map(({ part }) => part)).toEqual(expect.arrayContaining(['init', 'split', 'data', 'net']))
  })
})
