import type { ComputeChoice } from '#shared/domain/device'
import { areas, type Septum } from '#shared/ipc/areas'
import type { Fork } from '#shared/ipc/childProcess'
import { connect } from '#shared/ipc/connect'
import { createHost } from '#electron/host/createHost'
import { loopback } from '#electron/transport/loopback'
import { nodeFork } from '#electron/transport/nodeFork'
import { workspaceFolder } from '#electron/workspace/workspaceFolder'

export interface HostCommandOptions {
  /** `--workspace`. */
  readonly workspace?: string | undefined
  /** Instead of what Settings say. */
  readonly compute?: Partial<ComputeChoice>
  /** Tests hand in their own; else the children beside the running bundle. */
  readonly fork?: Fork
}

/** The children's bundles lie beside this one: the build puts all of them, and their shared parts, in one folder. */
export const childrenBesideUs = (): Fork => nodeFork(new URL('./', import.meta.url))

/** Opens a host on the workspace, runs a command against it as a page would, and closes it. */
export async function withHost<T>(
  { workspace, compute = {}, fork = childrenBesideUs() }: HostCommandOptions,
  run: (septum: Septum) => Promise<T>,
): Promise<T> {
  const host = await createHost({ workspace: workspaceFolder(workspace), fork, door: 'command', compute })
  const [ours, theirs] = loopback()
  host.serve(theirs)
  try {
    return await run(connect(ours, areas, 'host'))
  } finally {
    ours.close()
    await host.close()
  }
}
