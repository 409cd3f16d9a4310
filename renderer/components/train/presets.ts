import type { Experiment } from '#shared/domain/experiment'

export const presetIds = ['quick-look', 'standard', 'thorough'] as const
export type PresetId = (typeof presetIds)[number]

/** Epochs of each preset; all other settings keep the experiment's defaults. */
export const presetEpochs: Readonly<Record<PresetId, number>> = {
  'quick-look': 5,
  standard: 40,
  thorough: 120,
}

/** The preset whose number of epochs the settings have, or null when it was set by hand. */
export function presetOf(training: Experiment['training']): PresetId | null {
  return presetIds.find((id) => presetEpochs[id] === training.epochs) ?? null
}
