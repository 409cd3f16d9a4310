import type { Index } from '../openIndex'

/** Whether a reader's work is known of a study. */
export const isWorkedOn = (index: Index, id: string): boolean =>
  index.prepare("select 1 from studies where id = ? and review <> 'new'").get(id) !== undefined
