import type { CaseSource } from '#shared/domain/study'
import { layouts } from '#electron/datasets/catalogue'

/**
 * What a model's card says of the terms that it was made under: those of the data that it has seen, each data set once.
 * Sentences for a reader, no grant of rights; models of ACDC say first that they are for research only.
 */
export function licenceOf(seen: readonly Pick<CaseSource, 'layout'>[]): string {
  const ids = [...new Set(seen.map(({ layout }) => layout))].sort()
  const terms = ids.map((id) => {
    const { title, licence } = layouts[id]
    return `Trained on: ${title}; licence of the data: ${licence}`
  })
  return [...(ids.includes('acdc') ? ['Research only.'] : []), ...terms].join(' ')
}
