import type { app } from '#shared/ipc/app'
import type { Handlers } from '#shared/ipc/contract'
import { version } from '#shared/domain/version'
import { PreparedCache } from '#electron/workspace/preparedCache'
import type { HostContext } from '../hostContext'

/** The key that the reader's initials are remembered under. */
export const actorKey = 'actor'

export const actorOf = (host: Pick<HostContext, 'remembered'>): string => {
  const { [actorKey]: actor } = host.remembered.all()
  return typeof actor === 'string' ? actor : 'ME'
}

const preparedIn = ({ layout }: Pick<HostContext, 'layout'>): PreparedCache =>
  new PreparedCache(layout.prepared)

export const appHandlers = (host: HostContext): Handlers<typeof app> => ({
  prepared: () => preparedIn(host).size(),
  async clearPrepared() {
    await preparedIn(host).clear()
    return preparedIn(host).size()
  },
  info: async () => ({
    version,
    door: host.door,
    workspace: host.layout.root,
    heldBy: host.heldBy,
    platform: process.platform,
    actor: actorOf(host),
  }),
  remembered: async () => ({ ...host.remembered.all() }),
  remember: ({ key, value }) => host.remembered.set(key, value),
  async setActor({ initials }) {
    await host.remembered.set(actorKey, initials)
    await host.audit.record('profile', { initials })
  },
})
