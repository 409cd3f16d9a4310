import { spawn, spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

/** PyTorch with the same network in a process of its own, or null where python3 has no torch. */
export async function startTorch(folder, { batch, side, threads }) {
  const python = process.env.PYTHON ?? '/usr/bin/python3'
  const probe = spawnSync(python, ['-c', 'import torch; print(torch.__version__)'], { encoding: 'utf8' })
  if (probe.status !== 0) return null
  const args = [join(folder, 'unet2d.py'), batch, side, threads].map(String)
  const child = spawn(python, args, {
    env: { ...process.env, OMP_NUM_THREADS: String(threads) },
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const answer = async () => (await lines.next()).value
  const parameters = await answer()
  return {
    version: `${probe.stdout.trim()}, ${parameters} parameters`,
    time: async (what, count) => {
      child.stdin.write(`${what} ${count}\n`)
      return (await answer()).split(' ').map(Number)
    },
    stop: () =>
      new Promise((resolve) => {
        child.once('exit', resolve)
        child.stdin.end()
      }),
  }
}
