// Every truncation and 20,000 seeded changes of one small file of each kind, given to every reader that would meet it: how
// many were read, refused with which code, and whether any crashed, took over 2 s or over 1 GB. npm run bench -- fuzz
// CHANGES=number of changes; SEED=their seed; FIRST=the first job to do (to see one again);
// ONLY=the one kind of file to do, such as jpeg2000.dcm
import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { bundledProgram } from '../fixtures/bundledProgram.mjs'

const root = fileURLToPath(new URL('../..', import.meta.url))
const changes = Number(process.env.CHANGES ?? 20_000)
const seed = Number(process.env.SEED ?? 1)
const longestMs = 2000
const mostBytes = 2 ** 30

export async function run({ json, machine }) {
  const child = bundledProgram('test/fixtures/fuzz/child.ts')
  const found = { files: 0, read: 0, refused: {}, slowestMs: 0, slowest: '', memoryMb: 0, wrong: [] }
  let next = Number(process.env.FIRST ?? 0)
  // A child that hangs or dies is replaced, and goes on after the file that did it.
  while (next >= 0) next = await follow(child, next, found)
  const report = { machine, changes, seed, ...found }
  if (json) console.log(JSON.stringify(report, null, 2))
  else print(report)
}

/** How often a job took too long. */
const late = new Map()

/** Follows a child to its end; the next job for another one, or -1. */
function follow(file, first, found) {
  return new Promise((resolve) => {
    const child = fork(file, [changes, first, seed, process.env.ONLY ?? ''].map(String), { cwd: root })
    let jobs = Infinity
    let base = 0
    let doing = null
    let timer
    let again = false
    const failed = (why) => {
      if (doing) found.wrong.push({ ...doing, why })
    }
    child.on('message', (message) => {
      clearTimeout(timer)
      if (message.jobs) ({ jobs, base } = message)
      else if ('at' in message) {
        doing = message
        timer = setTimeout(() => {
          // The machine may have been busy: only what takes too long three times is held against the file.
          const times = (late.get(message.at) ?? 0) + 1
          late.set(message.at, times)
          if (times === 3) failed(`took more than ${longestMs} ms, three times`)
          else again = true
          child.kill('SIGKILL')
        }, longestMs)
      } else {
        count(message, base, found)
        doing = null
      }
    })
    child.on('exit', (code, signal) => {
      clearTimeout(timer)
      if (doing && signal !== 'SIGKILL') failed(`the process ended with ${code ?? signal}`)
      resolve(doing ? doing.at + (again ? 0 : 1) : code === 0 ? -1 : jobs)
    })
  })
}

function count({ done, name, codes, ms, rss, wrong }, base, found) {
  found.files++
  if (wrong) return found.wrong.push({ at: done, name, why: wrong })
  if (codes.length === 0) found.read++
  for (const code of codes) found.refused[code] = (found.refused[code] ?? 0) + 1
  if (ms > found.slowestMs) [found.slowestMs, found.slowest] = [ms, `${name} (${done})`]
  const grown = rss - base
  found.memoryMb = Math.max(found.memoryMb, Math.round(grown / 2 ** 20))
  if (grown > mostBytes)
    found.wrong.push({ at: done, name, why: `the process grew by ${Math.round(grown / 2 ** 20)} MB` })
}

function print({ changes, seed, files, read, refused, slowestMs, slowest, memoryMb, wrong }) {
  console.log(
    `${files} damaged files (every truncation, ${changes} changes from seed ${seed}): ${read} read whole`,
  )
  for (const [code, times] of Object.entries(refused).sort((a, b) => b[1] - a[1]))
    console.log(`  ${code}: ${times}`)
  console.log(`slowest ${slowestMs.toFixed(0)} ms: ${slowest}; memory grew by at most ${memoryMb} MB`)
  console.log(wrong.length === 0 ? 'no crash, no hang, nothing uncoded' : `${wrong.length} WRONG:`)
  for (const { at, name, why } of wrong.slice(0, 20)) console.log(`  ${name} (${at}): ${why}`)
}
