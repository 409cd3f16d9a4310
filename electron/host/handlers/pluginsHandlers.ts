import type { Handlers } from '#shared/ipc/contract'
import type { plugins } from '#shared/ipc/plugins'
import type { PluginService } from '../plugins/pluginService'

export const pluginsHandlers = (service: PluginService): Handlers<typeof plugins> => ({
  list: () => service.list(),
  text: ({ file }) => service.text(file),
  allow: ({ file, sha256 }) => service.allow(file, sha256),
  forget: ({ file }) => service.forget(file),
})
