import type { Command } from 'commander'
import { recipeFiles } from '#models/recipes/catalogue'
import type { Recipe } from '#shared/domain/recipe'
import { recipeExperiment, type RecipeExperiment } from '#shared/domain/recipeExperiment'
import { recipesOf } from '#shared/domain/recipeFile'
import { SeptumError } from '#shared/errors/SeptumError'
import { noun } from '../noun'
import { runCommand } from '../runCommand'

/** `septum recipe show ID`. */
export function registerRecipeShow(program: Command): void {
  noun(program, 'recipe', 'Published systems, as they were trained')
    .command('show')
    .argument('<id>', 'a recipe, such as s0_sb_i, or s0_sb_i_c for its corrected twin')
    .description('Shows a recipe, the experiment that Septum makes of it, and what that does otherwise.')
    .addHelpText('after', '\nExample:\n  septum recipe show s4_d_fcn8s --json')
    .action((id: string, _options: object, command: Command) =>
      runCommand(command, (output) => {
        const recipe = recipeNamed(id)
        const made = recipeExperiment(recipe)
        output.answer({ recipe, ...made }, () => recipeText(recipe, made))
        return Promise.resolve()
      }),
    )
}

/** A recipe by its id; the base of S2's mixes stands for its first. Throws NOT_FOUND. */
function recipeNamed(id: string): Recipe {
  const recipes = recipesOf(recipeFiles)
  const found =
    recipes.find((recipe) => recipe.id === id) ??
    recipes.find((recipe) => recipe.data.mix?.join() === 'acdc' && recipe.id === `${id}_acdc`)
  if (!found) throw new SeptumError('NOT_FOUND', { kind: 'recipe', id })
  return found
}

function recipeText(recipe: Recipe, { experiment, gaps }: RecipeExperiment): string {
  const { id, system, title, net, train, differences, assumed, target, quirks } = recipe
  const length = train.phases?.map(({ iterations }) => `${iterations} iterations`) ?? [
    `${train.epochs} epochs`,
  ]
  const lines = [
    `${id}: ${title} (${system})`,
    `${net.id}, ${net.parameters.toLocaleString('en')} parameters; ${recipe.loss.id}; ${recipe.optim.id} ${recipe.optim.lr}; ${length.join(' + ')}, batch ${train.batch}`,
    `To be reached: ${Object.entries(target)
      .map(([name, value]) => `${name} ${[value].flat().join(' / ')}`)
      .join(', ')}`,
    `Quirks: ${quirks.join(' ')}`,
  ]
  if (assumed.length) lines.push(`Not in the sources, chosen here: ${assumed.join(', ')}`)
  if (differences.length) lines.push('', 'Corrected:', ...differences.map((text) => `  ${text}`))
  if (!experiment) lines.push('', 'Septum cannot train it yet.')
  if (gaps.length)
    lines.push('', 'A run of Septum does otherwise:', ...gaps.map(({ part, text }) => `  ${part}: ${text}`))
  return lines.join('\n')
}
