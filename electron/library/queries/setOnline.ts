import type { Index } from '../openIndex'
import { choosePlace } from './choosePlace'

interface At {
  readonly study: string
  readonly folder: string
}

/** Marks places as there (seen now) or gone; the last time that they were seen stays (R-LIB-6). */
export function setOnline(index: Index, places: readonly At[], online: boolean, now: string): void {
  const seen = index.prepare('update places set online = 1, last_seen = ? where study = ? and folder = ?')
  const gone = index.prepare('update places set online = 0 where study = ? and folder = ?')
  index.transaction(() => {
    for (const { study, folder } of places)
      void (online ? seen.run(now, study, folder) : gone.run(study, folder))
    choosePlace(index, [...new Set(places.map(({ study }) => study))])
  })()
}
