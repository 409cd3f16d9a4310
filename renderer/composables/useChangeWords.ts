import { useI18n } from 'vue-i18n'
import type { OpenedCase } from '#shared/domain/study'
import { regions } from '#shared/domain/structures'
import type { LabelChange } from '#shared/geometry/labelChanges'

/** What post-processing changed in words, a line a structure: ml, or pixels where their size is not known. */
export function useChangeWords() {
  const { t, n } = useI18n()
  return (changes: readonly LabelChange[], { grid, warnings }: OpenedCase): string[] => {
    const { x, y, z } = grid.spacingMm
    const calibrated = !warnings.some(({ code }) => code === 'UNCALIBRATED')
    const volume = (voxels: number): string =>
      calibrated
        ? t('changes.ml', {
            n: n((voxels * x * y * z) / 1000, { minimumFractionDigits: 2, maximumFractionDigits: 2 }),
          })
        : t('changes.px', { n: n(voxels) })
    if (changes.length === 0) return [t('changes.none')]
    return changes.map(({ region, removed, added }) =>
      t('changes.line', { name: regions[region].name, removed: volume(removed), added: volume(added) }),
    )
  }
}
