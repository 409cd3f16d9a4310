import { recipeFiles } from '#models/recipes/catalogue'
import { recipeExperiment } from '#shared/domain/recipeExperiment'
import { recipesOf } from '#shared/domain/recipeFile'
import { RecipeOffer } from '#shared/ipc/training'

/** The published recipes that can be trained, as the launch form takes them. */
export function recipeOffers(): RecipeOffer[] {
  return recipesOf(recipeFiles).flatMap((recipe) => {
    const { experiment, gaps } = recipeExperiment(recipe)
    if (!experiment) return []
    const { name: _name, ...settings } = experiment
    const { id, title, faithful } = recipe
    return [RecipeOffer.parse({ id, title, faithful, settings, gaps })]
  })
}
