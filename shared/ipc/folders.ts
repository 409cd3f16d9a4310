import { z } from '#shared/domain/schema'
import { call } from './contract'

const Listing = z.object({
  path: z.string(),
  parent: z.string().nullable(),
  folders: z.array(z.object({ name: z.string(), path: z.string() })),
  /** Number of plain files directly inside. */
  files: z.number().int(),
})
export type FolderListing = z.infer<typeof Listing>

/** Choosing a folder: the system's dialog in the window, a small browser of folders on the local page. */
export const folders = {
  /** Null path: cancelled. `native` false: this door has no dialog; use `list`. */
  choose: call(z.void(), z.object({ native: z.boolean(), path: z.string().nullable() })),
  /** Null: the user's home folder. */
  list: call(z.object({ path: z.string().nullable() }), Listing),
}
