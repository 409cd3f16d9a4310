import { Worker } from 'node:worker_threads'
import { z } from '#shared/domain/schema'
import { PluginFacts } from '#shared/domain/plugin'
import { FaultSchema } from '#shared/domain/training'
import { ForeignFault, SeptumError } from '#shared/errors/SeptumError'

export interface PluginWanted {
  readonly bytes: Uint8Array
  readonly file: string
}

const PluginTried = z.union([
  z.object({ facts: PluginFacts, fault: z.null() }),
  z.object({ facts: z.null(), fault: FaultSchema }),
])
export type PluginTried = z.infer<typeof PluginTried>

/** How long a plug-in may take to load and to be tried, TensorFlow's own start included. */
export const trialSeconds = 20

/** The thread's program, where it was built: beside this one. */
export const pluginProgram = (): URL => new URL('./workerPlugin.js', import.meta.url)

/**
 * Loads a plug-in and tries it, in a thread that is ended when that takes too long. Gives what it says of itself. Throws
 * what the plug-in is faulted for: PLUGIN_INVALID, PLUGIN_FAILED, PLUGIN_SLOW.
 */
export async function tryInThread(
  wanted: PluginWanted,
  program: URL = pluginProgram(),
  limitSeconds: number = trialSeconds,
): Promise<PluginFacts> {
  const thread = new Worker(program, { workerData: wanted, resourceLimits: { maxOldGenerationSizeMb: 512 } })
  const { file } = wanted
  let timer: NodeJS.Timeout | undefined
  try {
    return await new Promise<PluginFacts>((resolve, reject) => {
      const failed = (reason: string) => reject(new SeptumError('PLUGIN_FAILED', { id: file, reason }))
      timer = setTimeout(
        () => reject(new SeptumError('PLUGIN_SLOW', { file, seconds: limitSeconds })),
        limitSeconds * 1000,
      )
      thread.once('message', (message: unknown) => {
        const tried = PluginTried.safeParse(message)
        if (!tried.success) failed('it answered in place of its trial')
        else if (tried.data.fault) reject(new ForeignFault(tried.data.fault))
        else resolve(tried.data.facts)
      })
      thread.once('error', (error) => failed(`its thread ended: ${error.message.split('\n')[0]}`))
      thread.once('exit', () => failed('it ended the thread that tried it'))
    })
  } finally {
    clearTimeout(timer)
    await thread.terminate()
  }
}
