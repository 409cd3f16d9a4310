import type { Command } from 'commander'
import { recipeFiles } from '#models/recipes/catalogue'
import { recipeExperiment } from '#shared/domain/recipeExperiment'
import { recipesOf } from '#shared/domain/recipeFile'
import { noun } from '../noun'
import { runCommand } from '../runCommand'
import { table } from '../table'

/** `septum recipe list`. */
export function registerRecipeList(program: Command): void {
  noun(program, 'recipe', 'Published systems, as they were trained')
    .command('list')
    .description('Lists the published recipes; each has a corrected twin, its id with _c behind it.')
    .addHelpText('after', '\nExample:\n  septum recipe list --json')
    .action((_options: object, command: Command) =>
      runCommand(command, (output) => {
        const recipes = recipesOf(recipeFiles).map((recipe) => {
          const { id, system, title, faithful, net, data } = recipe
          const { experiment, gaps } = recipeExperiment(recipe)
          const { id: network, parameters } = net
          const dataSet = data.mix?.join('+') ?? data.id
          return {
            id,
            system,
            title,
            faithful,
            network,
            parameters,
            data: dataSet,
            runs: experiment !== null,
            gaps,
          }
        })
        output.answer(recipes, () =>
          table(
            ['Recipe', 'System', 'Network', 'Parameters', 'Data', 'Otherwise', 'Title'],
            recipes
              .filter(({ faithful }) => faithful)
              .map(({ id, system, network, parameters, data, runs, gaps, title }) => [
                id,
                system,
                network,
                parameters.toLocaleString('en'),
                data,
                runs ? String(gaps.length) : 'not yet',
                title,
              ]),
          ).concat(
            '\nOtherwise: parts that a run of Septum does not do as published; septum recipe show ID names them.',
          ),
        )
        return Promise.resolve()
      }),
    )
}
