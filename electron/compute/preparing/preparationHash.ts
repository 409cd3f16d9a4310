import { createHash } from 'node:crypto'
import { isAbsolute } from 'node:path'
import { canonicalJson } from '#shared/domain/canonicalJson'
import { chainOf, type Preparation } from '#shared/domain/preparation'
import type { CaseSource } from '#shared/domain/study'
import { withRememberedLabels } from '#electron/datasets/openCase'
import { fileBytes } from '#electron/formats/fileBytes'

/** Goes up whenever a step comes to do something else: what was kept before is then made again. */
const stepsVersion = 1

const sha256 = (text: string | Uint8Array): string => createHash('sha256').update(text).digest('hex')

/** One name for all ways of writing the same steps: the short form and its chain have the same. */
export const preparationHash = (preparation: Preparation): string =>
  sha256(canonicalJson({ stepsVersion, ...chainOf(preparation) }))

/** What a prepared case depends on: the bytes of its files, how its labels are read and mended, and the steps. */
export async function preparedKey(scanned: CaseSource, preparation: Preparation): Promise<string> {
  const source = await withRememberedLabels(scanned)
  const contents: string[] = []
  for (const file of filesOf(source)) contents.push(sha256((await fileBytes(file)).bytes))
  const { layout, detail, ed, es, name, fixes = [], contours } = source
  return sha256(
    canonicalJson({
      ...{ steps: preparationHash(preparation), contents, layout, detail, ed, es, name },
      ...(fixes.length > 0 && { fixes }),
      ...(contours && { contours: contours.hash }),
    }),
  )
}

/** All files that a case names, the ones that only its layout knows of included, each once. */
function filesOf({ files, detail }: CaseSource): string[] {
  const named = new Set(files)
  const walk = (value: unknown): void => {
    if (typeof value === 'string' && isAbsolute(value)) named.add(value)
    else if (typeof value === 'object' && value !== null) Object.values(value).forEach(walk)
  }
  walk(detail)
  return [...named]
}
