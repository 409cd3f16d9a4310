import { dirname } from 'node:path'
import type { z } from '#shared/domain/schema'
import type { DatasetInspection } from '#shared/ipc/dataset'
import type { training } from '#shared/ipc/training'
import type { HostContext } from '../hostContext'
import { isBelow, type KnownFolders } from '../library/knownFolders'
import type { LibraryService } from '../library/libraryService'
import { cachedInspection } from './inspectionCache'

type DatasetRow = z.infer<typeof training.datasets.output>[number]

/** Folders of the Library as data sets. An inspection is kept until the folder is scanned again, and on the disk until its files change. */
export class DatasetService {
  private readonly inspections = new Map<string, Promise<DatasetInspection>>()

  constructor(
    private readonly host: HostContext,
    private readonly known: KnownFolders,
    private readonly library: LibraryService,
  ) {}

  /** One row a folder and layout, of those with labels. Rows with another patient's study are left out (R-LIB-4). */
  list(): DatasetRow[] {
    const rows = new Map<string, DatasetRow>()
    const roots = [...this.known.paths()].sort((a, b) => b.length - a.length)
    for (const source of this.library.sources()) {
      const folder = roots.find((root) => isBelow(root, source.folder)) ?? dirname(source.folder)
      const key = `${source.layout} ${folder}`
      const row = rows.get(key) ?? { folder, layout: source.layout, cases: 0, labelled: 0 }
      row.cases++
      if (source.labelled.length) row.labelled++
      rows.set(key, row)
    }
    return [...rows.values()].filter(({ labelled }) => labelled > 0)
  }

  inspect(folder: string): Promise<DatasetInspection> {
    const known = this.inspections.get(folder)
    if (known) return known
    const asked = cachedInspection(this.host.layout.cache, folder, () =>
      this.host.reader.reading.inspectDataset({ folder }),
    )
    this.inspections.set(folder, asked)
    asked.catch(() => this.inspections.delete(folder))
    return asked
  }

  /** Called when the Library changed: what was inspected may differ now. */
  forget(): void {
    this.inspections.clear()
  }
}
