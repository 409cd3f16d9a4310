// npm run fixtures: makes the phantoms again that tests keep under test/fixtures. Same seed, same bytes.
import { spawnSync } from 'node:child_process'
import { rmSync } from 'node:fs'

const made = [{ layout: 'acdc', patients: 1, seed: 7, out: '.cache/fixtures/acdc' }]

for (const { layout, patients, seed, out } of made) {
  rmSync(out, { recursive: true, force: true })
  const args = ['phantom', 'make', '--layout', layout, '--patients', patients, '--seed', seed, '--out', out]
  const run = spawnSync(process.execPath, ['build/septum.mjs', ...args.map(String)], { stdio: 'inherit' })
  if (run.status !== 0) process.exit(run.status ?? 1)
}
