import type { Experiment } from '#shared/domain/experiment'
import type { ExperimentResult } from '#shared/domain/evaluation'
import type { RunMessage } from '#shared/domain/training'
import type { Septum } from '#shared/ipc/areas'
import { ForeignFault } from '#shared/errors/SeptumError'

/**
 * Queues an experiment with the host, passes on what its run tells, and gives its result. The first Ctrl+C stops the
 * run after its step and keeps the best; what it came to is then tested as usual.
 */
export async function runThroughHost(
  septum: Septum,
  experiment: Experiment,
  listen: (message: RunMessage) => void,
): Promise<ExperimentResult> {
  // The run may tell something before the answer to `start` says which run is ours.
  const early: { runId: string; message: RunMessage }[] = []
  let pass = (news: { runId: string; message: RunMessage }): void => void early.push(news)
  const unsubscribe = septum.training.progressed((news) => pass(news))
  try {
    const { runId } = await septum.training.start({ experiment })
    const stop = (): void => void septum.training.stop({ runId }).catch(() => undefined) // it may just have ended
    process.once('SIGINT', stop)
    return await new Promise<ExperimentResult>((resolve, reject) => {
      pass = ({ runId: from, message }) => {
        if (from !== runId) return
        listen(message)
        if (message.type === 'finished') resolve(message.result)
        else if (message.type === 'failed') reject(new ForeignFault(message.fault))
      }
      early.forEach(pass)
    }).finally(() => process.off('SIGINT', stop))
  } finally {
    unsubscribe()
  }
}
