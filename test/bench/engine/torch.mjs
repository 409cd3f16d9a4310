import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { startContestant } from './contestant.mjs'

const python = process.env.PYTHON ?? '/usr/bin/python3'

/** glibc gives large blocks back to the system after every use, page by page; so it keeps them. */
const keeping = {
  MALLOC_MMAP_THRESHOLD_: '4000000000',
  MALLOC_TRIM_THRESHOLD_: '8000000000',
  MALLOC_TOP_PAD_: '500000000',
}

/** PyTorch's version, or null where python3 has none. */
export function torchVersion() {
  const probe = spawnSync(python, ['-c', 'import torch; print(torch.__version__)'], { encoding: 'utf8' })
  return probe.status === 0 ? probe.stdout.trim() : null
}

const start = (title, folder, settings, order, env) =>
  startContestant(title, python, [join(folder, settings.torch), JSON.stringify({ ...settings, order })], {
    OMP_NUM_THREADS: String(settings.threads),
    ...env,
  })

/**
 * The same network in PyTorch as it comes, and in its best setting: memory kept, and channels last in memory where that
 * trains faster.
 */
export async function startTorch(folder, settings) {
  const plain = await start('PyTorch', folder, settings, 'first', {})
  const kept = [
    await start('PyTorch, memory kept', folder, settings, 'first', keeping),
    await start('PyTorch, memory kept, channels last', folder, settings, 'last', keeping),
  ]
  const least = []
  for (const each of kept) {
    await each.time('train', 2)
    least.push(Math.min(...(await each.time('train', 4))))
  }
  const [best, other] = least[0] <= least[1] ? kept : [kept[1], kept[0]]
  await other.stop()
  return { plain, best }
}
