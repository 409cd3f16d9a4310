import { dirname } from 'node:path'
import type { z } from '#shared/domain/schema'
import { usedCases, type DatasetContent } from '#shared/domain/dataset'
import { namedParts } from '#shared/domain/datasetSplit'
import type { LayoutId } from '#shared/domain/study'
import type { DatasetInspection } from '#shared/ipc/dataset'
import type { training } from '#shared/ipc/training'
import type { HostContext } from '../hostContext'
import { isBelow, type KnownFolders } from '../library/knownFolders'
import type { LibraryService } from '../library/libraryService'
import { cachedInspection } from '../runs/inspectionCache'
import type { DatasetDesk } from './datasetDesk'

type DatasetRow = z.infer<typeof training.datasets.output>[number]

/**
 * What can be trained on: versions of data sets, and folders of the Library as they are. An inspection is kept until the
 * folder is scanned again or the draft is edited; that of a folder also on the disk, until its files change.
 */
export class DatasetService {
  private forgotten = 0
  private readonly inspections = new Map<string, Promise<DatasetInspection>>()

  constructor(
    private readonly host: HostContext,
    private readonly known: KnownFolders,
    private readonly library: LibraryService,
    private readonly desk: Pick<DatasetDesk, 'list' | 'content'>,
  ) {}

  async list(): Promise<DatasetRow[]> {
    return [...(await this.versions()), ...this.folders()]
  }

  private async versions(): Promise<DatasetRow[]> {
    const rows: DatasetRow[] = []
    for (const { name, versions } of await this.desk.list())
      for (const { version, state, file } of versions) {
        const content = await this.desk.content(name, version)
        const used = usedCases(content)
        const labelled = used.filter(({ source }) => source.labelled.length > 0).length
        if (labelled === 0) continue
        const of = { name, version, state, splits: splitsOf(content) }
        const layout = commonest(used.map(({ source }) => source.layout))
        rows.push({ folder: file, layout, cases: used.length, labelled, version: of })
      }
    return rows
  }

  /** One row a folder and layout, of those with labels. Rows with another patient's study are left out (R-LIB-4). */
  private folders(): DatasetRow[] {
    const rows = new Map<string, DatasetRow>()
    const roots = [...this.known.paths()].sort((a, b) => b.length - a.length)
    for (const source of this.library.usable()) {
      const folder = roots.find((root) => isBelow(root, source.folder)) ?? dirname(source.folder)
      const key = `${source.layout} ${folder}`
      const row = rows.get(key) ?? { folder, layout: source.layout, cases: 0, labelled: 0, version: null }
      row.cases++
      if (source.boundaries > 0) row.labelled++
      rows.set(key, row)
    }
    return [...rows.values()].filter(({ labelled }) => labelled > 0)
  }

  async inspect(folder: string): Promise<DatasetInspection> {
    const versions = (await this.desk.list()).flatMap((row) => row.versions)
    const key = `${folder}\0${versions.find(({ file }) => file === folder)?.at ?? ''}`
    const known = this.inspections.get(key)
    if (known) return known
    const ask = (): Promise<DatasetInspection> => this.host.reader.reading.inspectDataset({ folder })
    const isVersion = versions.some(({ file }) => file === folder)
    const asked = isVersion ? ask() : cachedInspection(this.host.layout.cache, folder, ask)
    this.inspections.set(key, asked)
    asked.catch(() => this.inspections.delete(key))
    return asked
  }

  /** Goes up with each `forget`. */
  get revision(): number {
    return this.forgotten
  }

  /** Called when the Library changed: what was inspected may differ now. */
  forget(): void {
    this.inspections.clear()
    this.forgotten++
  }
}

/** The parts by name: one split, or one for each fold. Empty while a part is. */
function splitsOf(content: DatasetContent): NonNullable<DatasetRow['version']>['splits'] {
  const { folds } = content.split
  const turns = folds > 0 ? Array.from({ length: folds }, (_, fold) => fold) : [null]
  return turns
    .map((fold) => namedParts(content, fold))
    .filter(({ train, validation }) => train.length > 0 && validation.length > 0)
}

function commonest(ids: readonly LayoutId[]): LayoutId {
  const count = (id: LayoutId) => ids.filter((other) => other === id).length
  return [...new Set(ids)].sort((a, b) => count(b) - count(a))[0] ?? 'nifti'
}
