import type { PluginFacts, PluginRow, PluginText } from '#shared/domain/plugin'
import { SeptumError } from '#shared/errors/SeptumError'
import {
  forgetConsent,
  keepConsent,
  pluginHash,
  pluginRows,
  readPluginFile,
} from '#electron/workspace/plugins/pluginFiles'
import { inProbe } from '../devices/probeChild'
import type { HostContext } from '../hostContext'

type Context = Pick<HostContext, 'layout' | 'fork' | 'audit' | 'now'>

/** Far more than its trial may take, which is ended by the process itself. */
const limitMs = 60_000

/** Plug-ins: listed, allowed, forgotten. None is ever run here: what is allowed is tried in a process of its own. */
export class PluginService {
  constructor(private readonly host: Context) {}

  list(): Promise<PluginRow[]> {
    return pluginRows(this.host.layout.root)
  }

  /** What stands in a file, with nothing in it that could make it look like another text. */
  async text(file: string): Promise<PluginText> {
    const bytes = await readPluginFile(this.host.layout.root, file)
    return { file, text: plainText(bytes), sha256: pluginHash(bytes) }
  }

  /**
   * A person allowed the file with this content. It is tried, and kept only when it holds. Throws PLUGIN_NOT_ALLOWED when
   * the file is no longer the one that was shown; PLUGIN_INVALID, PLUGIN_FAILED, PLUGIN_SLOW.
   */
  async allow(file: string, sha256: string): Promise<void> {
    const { root } = this.host.layout
    const bytes = await readPluginFile(root, file)
    if (pluginHash(bytes) !== sha256)
      throw new SeptumError('PLUGIN_NOT_ALLOWED', { id: file, reason: 'it was changed since it was shown' })
    const facts = await this.tried(file, Buffer.from(bytes).toString('base64'))
    await keepConsent(root, { ...facts, file, sha256, allowedAt: this.host.now().toISOString() })
    await this.host.audit.record('plugin.allow', { file, sha256 })
  }

  private async tried(file: string, base64: string): Promise<PluginFacts> {
    try {
      return await inProbe(this.host.fork, file, (probing) => probing.plugin({ file, base64 }), { limitMs })
    } catch (error) {
      if (!(error instanceof SeptumError) || error.code !== 'ENGINE_UNAVAILABLE') throw error
      throw new SeptumError('PLUGIN_FAILED', {
        id: file,
        reason: 'it ended the process that tried it, or held it up',
      })
    }
  }

  async forget(file: string): Promise<void> {
    await forgetConsent(this.host.layout.root, file)
    await this.host.audit.record('plugin.forget', { file })
  }
}

/** Characters that are not seen, or turn the order of others, are written out: a text must not hide what it does. */
const plainText = (bytes: Uint8Array): string =>
  new TextDecoder()
    .decode(bytes)
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (mark) =>
      '\n\t'.includes(mark) ? mark : mark === '\r' ? '' : `\\u{${mark.codePointAt(0)!.toString(16)}}`,
    )
