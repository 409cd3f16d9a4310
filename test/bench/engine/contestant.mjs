import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'

/**
 * A process that computes only when it is asked: one line in, one line of JSON out. "train N" and "predict N" answer N
 * times in ms; "memory" the largest resident memory so far in MB, or null where the system does not tell.
 */
export async function startContestant(title, command, args, env = {}) {
  const child = spawn(command, args, { env: { ...process.env, ...env }, stdio: ['pipe', 'pipe', 'inherit'] })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const answer = async () => {
    const { value, done } = await lines.next()
    if (done) throw new Error(`${title} ended before it answered`)
    return JSON.parse(value)
  }
  const about = await answer()
  const ask = async (line) => {
    child.stdin.write(`${line}\n`)
    return answer()
  }
  return {
    title,
    about,
    ask,
    time: (what, count) => ask(`${what} ${count}`),
    stop: () =>
      new Promise((resolve) => {
        child.once('exit', resolve)
        child.stdin.end()
      }),
  }
}
