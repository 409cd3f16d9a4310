import { readdir } from 'node:fs/promises'
import { homedir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import type { Handlers } from '#shared/ipc/contract'
import type { folders } from '#shared/ipc/folders'
import { SeptumError } from '#shared/errors/SeptumError'
import { systemCode } from '#electron/workspace/saveFault'
import type { HostContext } from '../hostContext'

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'you have no permission to open it',
  EPERM: 'you have no permission to open it',
  ENOENT: 'it does not exist',
  ENOTDIR: 'it is a file, not a folder',
}

export const foldersHandlers = ({ chooseFolder }: HostContext): Handlers<typeof folders> => ({
  choose: async () => ({ native: chooseFolder !== null, path: chooseFolder ? await chooseFolder() : null }),
  async list({ path: asked }) {
    const path = resolve(asked?.replace(/^~(?=$|[/\\])/, homedir()) ?? homedir())
    const order = new Intl.Collator('en', { numeric: true, sensitivity: 'base' })
    try {
      const entries = await readdir(path, { withFileTypes: true })
      const names = entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
      return {
        path,
        parent: dirname(path) === path ? null : dirname(path),
        folders: names
          .map(({ name }) => ({ name, path: join(path, name) }))
          .sort((a, b) => order.compare(a.name, b.name)),
        files: entries.filter((entry) => entry.isFile()).length,
      }
    } catch (error) {
      const reason = reasons[systemCode(error)] ?? (error instanceof Error ? error.message : String(error))
      throw new SeptumError('FOLDER_UNREADABLE', { folder: path, reason }, { cause: error })
    }
  },
})
