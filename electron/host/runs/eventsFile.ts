import { appendFile, readFile } from 'node:fs/promises'
import { RunMessage } from '#shared/domain/training'
import { saveFault, systemCode } from '#electron/workspace/saveFault'

/** All that a run has told. A line that a crash cut is left out; the trainer begins the next one on a line of its own. */
export async function readEvents(file: string): Promise<RunMessage[]> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    if (systemCode(error) === 'ENOENT') return ''
    throw error
  })
  return text.split('\n').flatMap((line) => parsed(line) ?? [])
}

function parsed(line: string): RunMessage | undefined {
  try {
    return RunMessage.safeParse(JSON.parse(line)).data
  } catch {
    return undefined // an empty or a cut line
  }
}

/** Adds a line while no trainer writes the file. */
export async function appendEvent(file: string, message: RunMessage): Promise<void> {
  try {
    await appendFile(file, `\n${JSON.stringify(message)}\n`, { flush: true })
  } catch (error) {
    throw saveFault(error, file)
  }
}

/** At most so many steps reach a page; the rest of the messages are few. */
const mostSteps = 2000

/** Every message but the steps, and of those evenly chosen ones, the last included. */
export function thinned(messages: readonly RunMessage[]): RunMessage[] {
  const steps = messages.filter(({ type }) => type === 'step').length
  if (steps <= mostSteps) return [...messages]
  const stride = steps / mostSteps
  let step = 0
  return messages.filter(({ type }) => {
    if (type !== 'step') return true
    step++
    return Math.floor(step / stride) > Math.floor((step - 1) / stride)
  })
}
