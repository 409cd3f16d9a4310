import { z } from '#shared/domain/schema'
import { PluginRow, PluginText } from '#shared/domain/plugin'
import { call } from './contract'

/** Losses, metrics and networks of the user's own, each one file, run only after consent to its very bytes. */
export const plugins = {
  /** Every file of the workspace's `plugins` folder. Nothing is run. */
  list: call(z.void(), z.array(PluginRow)),
  /** The text of a file, for a person who is asked to allow it. */
  text: call(z.object({ file: z.string() }), PluginText),
  /** Tries the file and keeps the consent, if it still has the content that was shown. */
  allow: call(z.object({ file: z.string(), sha256: z.string() }), z.void()),
  /** Takes the consent back. */
  forget: call(z.object({ file: z.string() }), z.void()),
}
