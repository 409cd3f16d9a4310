import { trainerAreas } from '#shared/ipc/children'
import type { ChildProcess } from '#shared/ipc/childProcess'
import { connect } from '#shared/ipc/connect'
import type { Client } from '#shared/ipc/contract'
import type { ComputeSettings } from '#shared/domain/device'
import type { RunMessage } from '#shared/domain/training'
import { SeptumError, toFault } from '#shared/errors/SeptumError'

export interface JobOrder {
  readonly runFolder: string
  readonly modelsFolder: string
  /** Where compiled steps are kept from run to run; left out: nowhere. */
  readonly plansFolder?: string
  readonly preparedFolder?: string
  /** Default: the usual engine, all cores. */
  readonly compute?: ComputeSettings
}

export interface FollowedJob {
  readonly trainer: Client<typeof trainerAreas>['trainer']
  /** Resolves when the child has gone; `crashed` tells whether it went before its ending. */
  readonly ended: Promise<{ crashed: boolean }>
  /** Asks the child to pause, waits until it has or the patience is over, then ends it; the run can be resumed. */
  end(patienceMs: number): Promise<void>
}

/**
 * Gives a trainer child its run and passes on all that it tells, ending with exactly one `finished` or `failed`:
 * whatever follows an ending is dropped, and a child that goes without a word ends with COMPUTE_CRASHED.
 */
export function followJob(
  child: ChildProcess,
  order: JobOrder,
  pass: (message: RunMessage) => void,
  now: () => Date,
): FollowedJob {
  const { trainer } = connect(child.port, trainerAreas, 'training')
  let over = false
  let paused = false
  let onPause: () => void = () => undefined
  let crashed = false

  function tell(message: RunMessage): void {
    if (over) return
    over = message.type === 'finished' || message.type === 'failed'
    if (message.type === 'paused' || message.type === 'resumed') paused = message.type === 'paused'
    pass(message)
    if (paused) onPause()
  }
  const at = () => now().toISOString()

  trainer.run(order, tell).then(
    (result) => {
      tell({ type: 'finished', at: at(), result, stopped: false })
      child.kill()
    },
    (error: unknown) => {
      // A line that closed is the child's death; its exit says more, and comes next.
      if (error instanceof SeptumError && error.code === 'COMPUTE_CRASHED') return
      tell({ type: 'failed', at: at(), fault: toFault(error) })
      child.kill()
    },
  )

  const ended = new Promise<{ crashed: boolean }>((resolve) =>
    child.onExit((exit) => {
      crashed = !over
      tell({
        type: 'failed',
        at: at(),
        fault: new SeptumError('COMPUTE_CRASHED', { job: 'training', exit }).toFault(),
      })
      resolve({ crashed })
    }),
  )

  return {
    trainer,
    ended,
    async end(patienceMs) {
      let timer: NodeJS.Timeout | undefined
      const quiet = new Promise<void>((resolve) => {
        onPause = resolve
        timer = setTimeout(resolve, patienceMs)
      })
      if (!paused) {
        trainer.pause().catch(() => undefined)
        await Promise.race([quiet, ended])
      }
      clearTimeout(timer)
      child.kill()
      await ended
    },
  }
}
