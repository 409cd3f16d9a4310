import { Preparation, TrainedPreparation } from '#shared/domain/preparation'
import { preparationPresetIds } from '#shared/domain/preparationPresets'

/** What the form offers as ways of preparing: settings one by one, or a published way that slices can be trained on. */
export const preparationChoices: readonly string[] = [
  'own',
  ...preparationPresetIds.filter((preset) => TrainedPreparation.safeParse({ preset }).success),
]

/** The choice that a preparation stands for; `steps` came from a file and cannot be changed in the form. */
export function preparationChoice(preparation: Preparation): string {
  if ('preset' in preparation) return preparation.preset
  return 'steps' in preparation ? 'steps' : 'own'
}

/** The preparation of a choice; the same mode as before where there was one. */
export function chosenPreparation(choice: string, before: Preparation): Preparation {
  if (choice === 'own') return 'side' in before ? before : Preparation.parse({})
  const mode = 'preset' in before ? before.mode : 'corrected'
  const preset = TrainedPreparation.safeParse({ preset: choice, mode })
  return preset.success ? preset.data : before
}
