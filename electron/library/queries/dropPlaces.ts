import type { Index } from '../openIndex'
import { choosePlace } from './choosePlace'
import { dropStudies } from './dropStudies'

interface At {
  readonly study: string
  readonly folder: string
}

export interface Dropped {
  /** Studies that left the index. */
  readonly gone: readonly string[]
  /** Studies whose rows stay, with another place or greyed. */
  readonly changed: readonly string[]
}

/**
 * Forgets places whose files are not there any more. A study without a place left leaves the index, unless `keep` says
 * that a reader worked on it: then its last place stays, greyed.
 */
export function dropPlaces(index: Index, places: readonly At[], keep: (study: string) => boolean): Dropped {
  const gone: string[] = []
  const changed: string[] = []
  const others = index.prepare('select 1 from places where study = ? and folder <> ?')
  const drop = index.prepare('delete from places where study = ? and folder = ?')
  const grey = index.prepare('update places set online = 0 where study = ? and folder = ?')
  index.transaction(() => {
    for (const { study, folder } of places) {
      if (others.get(study, folder)) drop.run(study, folder)
      else if (keep(study)) grey.run(study, folder)
      else {
        gone.push(study)
        continue
      }
      choosePlace(index, [study])
      changed.push(study)
    }
    dropStudies(index, gone)
  })()
  return { gone, changed }
}
