import { usedCases } from '#shared/domain/dataset'
import type { ModelCard } from '#shared/domain/model'
import type { CaseSource } from '#shared/domain/study'
import { withoutContours } from '#electron/datasets/contours/withoutContours'
import { isVersionFile, readVersion } from '#electron/datasets/versionCases'
import { isBelow } from '../library/knownFolders'
import { partsOf } from './comparedParts'

/** Which cases of the Library a model's data hold, each as the data hold it: its name there, its fixes, what readers drew. */
export class ModelCases {
  private constructor(
    /** The case as the model's data hold it; null: they do not. */
    readonly own: (source: CaseSource) => CaseSource | null,
    /** The ids of the cases; null: only a folder is known. */
    readonly ids: ReadonlySet<string> | null,
  ) {}

  /**
   * Of a version of a data set by the studies' ids, of a folder by where they lie. Where the version is gone, every case
   * that has the name of one of its cases is taken for it: better left out than wrongly called unseen.
   */
  static async of(card: ModelCard): Promise<ModelCases> {
    const data = card.trainedOn?.data
    if (data === undefined) return new ModelCases(() => null, null)
    if (!isVersionFile(data))
      return new ModelCases((source) => (isBelow(data, source.folder) ? asFound(source) : null), null)
    const version = await readVersion(data).catch(() => null)
    if (!version) {
      const { test, seen } = partsOf(card)
      const names = new Set([...test, ...seen])
      return new ModelCases((source) => (names.has(source.name) ? asFound(source) : null), null)
    }
    const cases = new Map(usedCases(version.content).map(({ source }) => [source.id, source]))
    return new ModelCases((source) => labelledAs(source, cases.get(source.id)), new Set(cases.keys()))
  }
}

/** A case as its folder has it. */
const asFound = ({ fixes: _, ...source }: CaseSource): CaseSource => withoutContours(source)

/** A case where the Library has it now, labelled as a version has it. */
function labelledAs(source: CaseSource, kept: CaseSource | undefined): CaseSource | null {
  if (!kept) return null
  const { name, fixes, contours, labelled, ed, es } = kept
  return { ...source, name, ...(fixes && { fixes }), ...(contours && { contours, labelled, ed, es }) }
}
