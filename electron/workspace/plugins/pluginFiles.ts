import { createHash } from 'node:crypto'
import { open, readdir } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { z } from '#shared/domain/schema'
import { AllowedPlugin, PluginFacts, type PluginRow, type SentMetric } from '#shared/domain/plugin'
import { SeptumError } from '#shared/errors/SeptumError'
import { readJson, writeJson } from '../jsonFile'
import { systemCode } from '../saveFault'

/** The longest file that is taken for a plug-in, and the most files of the folder that are looked at. */
const mostBytes = 1 << 20
const mostFiles = 200

const Consent = z.object({ schema: z.literal('septum-plugins/1'), allowed: z.array(AllowedPlugin) })

export const pluginsFolder = (workspace: string): string => join(workspace, 'plugins')
const consentFile = (workspace: string): string => join(workspace, 'plugins.json')

export const pluginHash = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** Every plug-in that a person allowed in this workspace, oldest first; a file may stand there with several contents. */
export async function allowedPlugins(workspace: string): Promise<readonly AllowedPlugin[]> {
  return (await readJson(consentFile(workspace), Consent))?.allowed ?? []
}

/** Keeps the consent to a file's content. Throws PLUGIN_INVALID when another file has the id. */
export async function keepConsent(workspace: string, plugin: AllowedPlugin): Promise<void> {
  const allowed = await allowedPlugins(workspace)
  const other = allowed.find(({ id, file }) => id === plugin.id && file !== plugin.file)
  if (other)
    throw new SeptumError('PLUGIN_INVALID', {
      file: plugin.file,
      reason: `${other.file} has the id ${plugin.id} already`,
    })
  const rest = allowed.filter(({ file, sha256 }) => file !== plugin.file || sha256 !== plugin.sha256)
  await writeJson(consentFile(workspace), { schema: 'septum-plugins/1', allowed: [...rest, plugin] })
}

/** Takes the consent to a file back, whatever its content was. Throws NOT_FOUND. */
export async function forgetConsent(workspace: string, file: string): Promise<void> {
  const allowed = await allowedPlugins(workspace)
  if (!allowed.some((plugin) => plugin.file === file))
    throw new SeptumError('NOT_FOUND', { kind: 'allowed plug-in', id: file })
  const rest = allowed.filter((plugin) => plugin.file !== file)
  await writeJson(consentFile(workspace), { schema: 'septum-plugins/1', allowed: rest })
}

/** The files of the plug-ins' folder and what was allowed, by name. Nothing of them is run. */
export async function pluginRows(workspace: string): Promise<PluginRow[]> {
  const folder = pluginsFolder(workspace)
  const allowed = await allowedPlugins(workspace)
  const names = await pluginNames(folder)
  const gone = allowed.map(({ file }) => file).filter((file) => !names.includes(file))
  const rows: PluginRow[] = []
  for (const file of [...names, ...new Set(gone)].sort()) {
    const known = allowed.filter((plugin) => plugin.file === file)
    const there = names.includes(file)
    const sha256 = there ? await readPluginFile(workspace, file).then(pluginHash, () => null) : null
    const facts = known.find((plugin) => plugin.sha256 === sha256) ?? known.at(-1)
    const row = { file, path: join(folder, file), sha256, facts: facts ? PluginFacts.parse(facts) : null }
    rows.push({ ...row, state: there ? stateOf(sha256, facts) : 'gone' })
  }
  return rows
}

/** The metrics that may be run as they are, with the bytes that were allowed, by file. */
export async function sentMetrics(workspace: string): Promise<SentMetric[]> {
  const sent: SentMetric[] = []
  for (const { file, state, facts, sha256 } of await pluginRows(workspace)) {
    if (state !== 'allowed' || facts?.kind !== 'metric' || sha256 === null) continue
    const bytes = await readPluginFile(workspace, file)
    if (pluginHash(bytes) === sha256)
      sent.push({ facts, sha256, base64: Buffer.from(bytes).toString('base64') })
  }
  return sent
}

function stateOf(sha256: string | null, known: AllowedPlugin | undefined): PluginRow['state'] {
  if (sha256 === null) return 'unreadable'
  if (!known) return 'new'
  return known.sha256 === sha256 ? 'allowed' : 'changed'
}

/** The bytes of a plug-in's file. Throws NOT_FOUND, PLUGIN_INVALID when it is too long, FILE_UNREADABLE. */
export async function readPluginFile(workspace: string, file: string): Promise<Uint8Array> {
  if (basename(file) !== file || !isPluginFile(file))
    throw new SeptumError('NOT_FOUND', { kind: 'plug-in', id: file })
  return readShort(join(pluginsFolder(workspace), file), file)
}

export async function readShort(path: string, file: string): Promise<Uint8Array> {
  try {
    const handle = await open(path)
    try {
      const stat = await handle.stat()
      if (!stat.isFile() || stat.size > mostBytes)
        throw new SeptumError('PLUGIN_INVALID', { file, reason: 'it is no file of at most 1 MB' })
      const bytes = new Uint8Array(stat.size)
      const { bytesRead } = await handle.read(bytes, 0, stat.size, 0)
      return bytes.subarray(0, bytesRead)
    } finally {
      await handle.close()
    }
  } catch (error) {
    if (error instanceof SeptumError) throw error
    if (systemCode(error) === 'ENOENT') throw new SeptumError('NOT_FOUND', { kind: 'plug-in', id: file })
    const reason = error instanceof Error ? error.message : String(error)
    throw new SeptumError('FILE_UNREADABLE', { file, reason }, { cause: error })
  }
}

const isPluginFile = (name: string): boolean => /^[^.].*\.m?js$/.test(name)

async function pluginNames(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).filter(isPluginFile).sort().slice(0, mostFiles)
  } catch (error) {
    if (systemCode(error) === 'ENOENT' || systemCode(error) === 'ENOTDIR') return []
    throw error
  }
}
