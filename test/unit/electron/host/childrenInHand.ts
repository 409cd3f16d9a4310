import { inferenceAreas, probeAreas, readerAreas, trainerAreas } from '#shared/ipc/children'
import type { ChildEntry, ChildProcess, Fork } from '#shared/ipc/childProcess'
import type { AllHandlers, Emitters } from '#shared/ipc/contract'
import { serve } from '#shared/ipc/serve'
import { SeptumError } from '#shared/errors/SeptumError'
import { loopback } from '#electron/transport/loopback'

type Reading = AllHandlers<typeof readerAreas>['reading']
type Inferring = AllHandlers<typeof inferenceAreas>['inferring']
type Probing = AllHandlers<typeof probeAreas>['probing']
type Training = AllHandlers<typeof trainerAreas>['trainer']

/** What the children of a test answer; whatever it does not name fails as a call that nobody expected. */
export interface Answers {
  readonly reading?: Partial<Reading>
  readonly inferring?: Partial<Inferring>
  readonly probing?: Partial<Probing>
  /** Made anew for every run's child. */
  readonly trainer?: (tell: Emitters<typeof trainerAreas>['trainer']) => Partial<Training>
}

export interface ChildrenInHand {
  readonly fork: Fork
  /** Every child that was started, in order. */
  readonly started: readonly ChildEntry[]
  /** Kills the newest living child of this kind, as the system would. */
  kill(entry: ChildEntry): void
}

const unexpected = (area: string, name: string) => () => {
  throw new Error(`${area}.${name} was not expected`)
}

/** All functions of an area: the given ones, and for the rest one that fails. */
function whole<T extends object>(
  area: string,
  entries: Readonly<Record<string, unknown>>,
  given: Partial<T>,
): T {
  const named = Object.keys(entries).map((name) => [name, unexpected(area, name)])
  return { ...Object.fromEntries(named), ...given } as T
}

/** Children that live in the test's own process, behind real ports, and can be killed at any time. */
export function childrenInHand(answers: Answers): ChildrenInHand {
  const started: ChildEntry[] = []
  const living: { entry: ChildEntry; kill: () => void }[] = []

  const fork: Fork = (entry) => {
    started.push(entry)
    const [parent, child] = loopback()
    const leavers: ((exit: number | string) => void)[] = []
    let gone = false
    const end = (exit: number | string) => {
      if (gone) return
      gone = true
      parent.close()
      for (const leaver of leavers) leaver(exit)
    }
    if (entry === 'read')
      serve(child, readerAreas, {
        reading: whole<Reading>('reading', readerAreas.reading, answers.reading ?? {}),
      })
    else if (entry === 'infer')
      serve(child, inferenceAreas, {
        inferring: whole<Inferring>('inferring', inferenceAreas.inferring, answers.inferring ?? {}),
      })
    else if (entry === 'probe')
      serve(child, probeAreas, {
        probing: whole<Probing>('probing', probeAreas.probing, answers.probing ?? {}),
      })
    else {
      let given: Partial<Training> = {}
      const emit = serve(child, trainerAreas, {
        trainer: whole<Training>('trainer', trainerAreas.trainer, {
          run: (input, context) => called(given.run)(input, context),
          pause: () => called(given.pause)(),
          resume: () => called(given.resume)(),
          stop: () => called(given.stop)(),
        }),
      })
      given = answers.trainer?.(emit.trainer) ?? {}
    }
    child.onClose(() => end(0))
    living.push({ entry, kill: () => end('SIGKILL') })
    const process: ChildProcess = {
      pid: undefined,
      port: parent,
      kill: () => end('SIGKILL'),
      onExit: (listener) => void leavers.push(listener),
    }
    return process
  }

  return { fork, started, kill: (entry) => living.findLast((child) => child.entry === entry)?.kill() }
}

function called<F>(handler: F | undefined): F {
  if (!handler) throw new SeptumError('NOT_FOUND', { kind: 'answer', id: 'trainer' })
  return handler
}
