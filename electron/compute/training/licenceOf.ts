import type { CaseSource } from '#shared/domain/study'
import { layouts } from '#electron/datasets/catalogue'

const researchOnly = 'Research only.'

/**
 * What a model's card says of the terms that it was made under: those of the data that it has seen, each data set once,
 * and those of the weights that it started from. Sentences for a reader, no grant of rights; models of ACDC, and those that
 * started from such a model, say first that they are for research only.
 */
export function licenceOf(
  seen: readonly Pick<CaseSource, 'layout'>[],
  start: { readonly licence: string } | null = null,
): string {
  const ids = [...new Set(seen.map(({ layout }) => layout))].sort()
  const terms = ids.map((id) => {
    const { title, licence } = layouts[id]
    return `Trained on: ${title}; licence of the data: ${licence}`
  })
  const research = ids.includes('acdc') || start?.licence.includes(researchOnly)
  const older = start ? [start.licence.replace(`${researchOnly} `, '')] : []
  return [...(research ? [researchOnly] : []), ...terms, ...older].join(' ')
}
