import { spawn } from 'node:child_process'
import { basename } from 'node:path'
import { createInterface } from 'node:readline'

/** Runs a bundled program in a process of its own, and gives the JSON value of its last line. `told` hears every line. */
export async function programAnswer(program, argument, told = () => undefined) {
  const child = spawn(process.execPath, [program, JSON.stringify(argument)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let last = ''
  for await (const line of createInterface({ input: child.stdout })) {
    last = line
    told(line)
  }
  const code = child.exitCode ?? (await new Promise((resolve) => child.once('close', resolve)))
  if (code !== 0) throw new Error(`${basename(program)} ended with ${code}`)
  return JSON.parse(last)
}
