import { preparedSide, preparedSpacingMm, type Preparation } from '#shared/domain/preparation'

type Translate = (key: string, values?: Record<string, unknown>) => string

/** A model's preparation in one sentence: the preset and its mode, or size, spacing and intensity. */
export function preparationWords(preparation: Preparation, t: Translate): string {
  const side = preparedSide(preparation)
  const mm = preparedSpacingMm(preparation)
  const spacing = mm === null ? t('models.asSource') : `${mm} mm`
  if ('preset' in preparation) {
    const mode = t(`train.choice.${preparation.mode}`).toLowerCase()
    return t('models.preparedAs', { preset: preparation.preset, mode, side, spacing })
  }
  if ('steps' in preparation)
    return t('models.preparedSteps', { count: preparation.steps.length, side, spacing })
  return t('models.prepared', { side, spacing, intensity: preparation.intensity })
}
