// Steps of the preparation in turns with the same step in scikit-image, scipy and OpenCV, where a Python has them.
// npm run bench -- preparation [--rounds 15] [--json]      PYTHON (default /usr/bin/python3) names the interpreter.
import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { bundledProgram } from '../fixtures/bundledProgram.mjs'

const peersFile = fileURLToPath(new URL('./preparation/peers.py', import.meta.url))
const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1]

/** A child that answers each line with one. */
function asked(command, args) {
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'ignore'] })
  const waiting = []
  createInterface({ input: child.stdout }).on('line', (line) => waiting.shift()?.(line))
  child.on('error', () => waiting.splice(0).forEach((answer) => answer('')))
  child.on('exit', () => waiting.splice(0).forEach((answer) => answer('')))
  const next = () => new Promise((answer) => waiting.push(answer))
  return {
    next,
    ask(line) {
      const answer = next()
      child.stdin.write(`${line}\n`)
      return answer.then(Number)
    },
    end: () => child.stdin.end(),
  }
}

export async function run({ json, machine }) {
  const { values } = parseArgs({ strict: false, options: { rounds: { type: 'string' } } })
  const rounds = Number(values.rounds ?? 15)
  const ours = asked(process.execPath, [bundledProgram('test/bench/preparation/steps.ts')])
  const theirs = asked(process.env.PYTHON ?? '/usr/bin/python3', [peersFile])
  const peers = (await theirs.next()).split('|').filter(Boolean)
  const rows = []
  for (const peer of peers) {
    const [step] = peer.split(' ')
    const pairs = []
    for (let round = 0; round < rounds; round++) {
      const first = round % 2 ? await ours.ask(step) : await theirs.ask(peer)
      const second = round % 2 ? await theirs.ask(peer) : await ours.ask(step)
      pairs.push(round % 2 ? [first, second] : [second, first])
    }
    const [ms, peerMs] = [median(pairs.map(([own]) => own)), median(pairs.map(([, other]) => other))]
    rows.push({ peer, ms, peerMs, ratio: median(pairs.map(([own, other]) => other / own)) })
  }
  const n4 = []
  for (let round = 0; round < 5; round++) n4.push(await ours.ask('n4'))
  ours.end()
  theirs.end()
  if (json) return console.log(JSON.stringify({ machine, rounds, seed: 9, rows, n4Ms: median(n4) }, null, 2))
  console.log(
    `Seed 9, one slice of 256 × 256 for CLAHE, 10 of them else; medians of ${rounds} pairs, one thread`,
  )
  if (!rows.length) console.log('No Python with scikit-image, scipy or OpenCV was found: only our own times.')
  for (const { peer, ms, peerMs, ratio } of rows)
    console.log(
      `${peer}: ${ms.toFixed(2)} ms here, ${peerMs.toFixed(2)} ms there, ${ratio.toFixed(2)} × as long there`,
    )
  console.log(`n4: ${median(n4).toFixed(0)} ms`)
}
