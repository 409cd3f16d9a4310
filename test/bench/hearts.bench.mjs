// The two committed experiments from beginning to end: phantoms that are made on the spot, and 25 + 5 + 10 patients of
// ACDC where their folder is there. npm run bench -- hearts     ONLY=phantom or ONLY=acdc; ACDC=folder of the patients
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))
const example = (name) => join(root, 'models/recipes/examples', `${name}.json`)

export async function run({ json, machine }) {
  const only = process.env.ONLY
  const home = mkdtempSync(join(tmpdir(), 'septum-hearts-'))
  const results = {}
  try {
    if (only !== 'acdc') {
      const hearts = join(home, 'hearts')
      const made = ['phantom', 'make', '--layout', 'acdc', '--patients', '12', '--seed', '7', '--out', hearts]
      await septum(made)
      results.phantom = await experiment('phantom-acdc', hearts, home)
    }
    const acdc = process.env.ACDC ?? join(root, '../shared/data/acdc')
    if (only === 'phantom') return
    if (existsSync(acdc)) {
      const result = await experiment('acdc-hearts', acdc, home)
      results.acdc = { ...result, efError: efError(result, join(acdc, 'truth.csv')) }
    } else console.error(`acdc-hearts is left out: there is no folder ${acdc}`)
  } finally {
    rmSync(home, { recursive: true, force: true })
    if (json) console.log(JSON.stringify({ machine, ...results }, null, 2))
    else for (const [name, result] of Object.entries(results)) print(name, result)
  }
}

async function experiment(name, data, home) {
  const out = join(home, name)
  return JSON.parse(
    await septum(['experiment', 'run', example(name), '--data', data, '--out', out, '--json']),
  )
}

/** Runs a command of Septum; its answer. What it says meanwhile goes to the error stream. */
function septum(args) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(root, 'build/septum.mjs'), ...args], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let answer = ''
    child.stdout.on('data', (text) => (answer += text))
    child.on('close', (code) =>
      code === 0 ? resolve(answer) : reject(new Error(`septum ${args[0]} ended with ${code}`)),
    )
  })
}

/** Mean and largest absolute error of the LV ejection fraction against truth.csv, percentage points. */
function efError({ cases }, truthFile) {
  if (!existsSync(truthFile)) return null
  const [head, ...lines] = readFileSync(truthFile, 'utf8')
    .trim()
    .split('\n')
    .map((line) => line.split(','))
  const column = head.indexOf('lv_ef_pct')
  const truth = new Map(lines.map((cells) => [cells[0], Number(cells[column])]))
  const errors = cases
    .filter(({ id, efPercent }) => efPercent !== null && truth.has(id))
    .map(({ id, efPercent }) => Math.abs(efPercent - truth.get(id)))
  return { mean: errors.reduce((sum, error) => sum + error, 0) / errors.length, largest: Math.max(...errors) }
}

function print(name, { seconds, mean, cases, rule, efError: error }) {
  console.log(`\n${name}: ${cases.length} unseen cases, ${Math.round(seconds)} s from files to figures`)
  for (const [region, { dice, hdMm, hd95Mm, volumes }] of Object.entries(mean))
    console.log(
      `${region.padEnd(14)} Dice ${dice.toFixed(3)}  HD ${hdMm?.toFixed(1)} mm  HD95 ${hd95Mm?.toFixed(1)} mm  (${volumes} volumes)`,
    )
  if (error)
    console.log(
      `LV EF against truth.csv: mean error ${error.mean.toFixed(1)}, largest ${error.largest.toFixed(1)} points`,
    )
  console.log(rule)
}
