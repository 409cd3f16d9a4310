import { onTestFinished } from 'vitest'
import { areas, type Septum } from '#shared/ipc/areas'
import { connect } from '#shared/ipc/connect'
import type { Port } from '#shared/ipc/contract'
import { createHost, type Host, type HostOptions } from '#electron/host/createHost'
import { loopback } from '#electron/transport/loopback'
import { childrenInHand, type Answers, type ChildrenInHand } from './childrenInHand'

export interface OpenHost {
  readonly host: Host
  readonly septum: Septum
  readonly page: Port
  readonly children: ChildrenInHand
}

/** A host on a workspace, with a page connected to it, closed when the test is over. */
export async function openHost(
  workspace: string,
  answers: Answers = {},
  more: Pick<HostOptions, 'volumes'> = {},
): Promise<OpenHost> {
  const children = childrenInHand(answers)
  const host = await createHost({ workspace, fork: children.fork, door: 'page', ...more })
  const [page, theirs] = loopback()
  host.serve(theirs)
  let closed = false
  const close = host.close.bind(host)
  const once: Host = {
    ...host,
    close: async () => {
      if (!closed) await close()
      closed = true
    },
  }
  onTestFinished(() => once.close())
  return { host: once, septum: connect(page, areas), page, children }
}
