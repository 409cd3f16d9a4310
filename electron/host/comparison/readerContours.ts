import type { Contour } from '#shared/domain/contour'
import type { JournalEntry } from '#shared/domain/segmentation'
import { emptySegmentation } from '#shared/editing/segmentation'
import { emptyHistory, replay } from '#shared/editing/history'
import { readJournal } from '#electron/workspace/journal'
import type { HostContext } from '../hostContext'

/**
 * What one reader drew of a study, as it stands now: contours of the reader's own hand, not those that came with the
 * source or from a model and were left as they are.
 */
export async function readerContours(
  { layout }: Pick<HostContext, 'layout'>,
  study: string,
  initials: string,
): Promise<Contour[]> {
  return drawnBy(await journalOf({ layout }, study), initials)
}

/** Initials of all who drew in a study. */
export async function readersOf(host: Pick<HostContext, 'layout'>, study: string): Promise<Set<string>> {
  const own = contoursNow(await journalOf(host, study)).filter(isOwn)
  return new Set(own.map(({ author }) => author).filter((author) => author.length > 0))
}

const journalOf = ({ layout }: Pick<HostContext, 'layout'>, study: string) =>
  readJournal({ journal: layout.journal(study), snapshot: layout.snapshot(study) })

const isOwn = ({ source, rings }: Contour) => source !== 'model' && source !== 'imported' && rings.length > 0

const contoursNow = (entries: readonly JournalEntry[]): Contour[] => [
  ...replay(entries, {
    segmentation: emptySegmentation,
    history: emptyHistory,
  }).segmentation.contours.values(),
]

export const drawnBy = (entries: readonly JournalEntry[], initials: string): Contour[] =>
  contoursNow(entries).filter((contour) => isOwn(contour) && contour.author === initials)
