// Time to index DICOM files, in turns with a loop of pydicom over the same files where python3 has it, and to open a cine.
// npm run bench -- opening     FILES, ROUNDS, PYTHON (default /usr/bin/python3) as environment variables
import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { bundledProgram } from '../fixtures/bundledProgram.mjs'

const root = fileURLToPath(new URL('../..', import.meta.url))
const rounds = Number(process.env.ROUNDS ?? 7)
const files = Number(process.env.FILES ?? 5000)
const python = process.env.PYTHON ?? '/usr/bin/python3'

export async function run({ json, machine }) {
  const { writeCines, timeScan, timeOpening } = await import(
    pathToFileURL(bundledProgram('test/bench/opening/ours.ts')).href
  )
  const folder = mkdtempSync(join(tmpdir(), 'septum-bench-'))
  try {
    const written = await writeCines(folder, { cines: Math.ceil(files / 240), slices: 12, side: 128 })
    const theirs = await startPydicom()
    await timeScan(folder)
    await theirs?.time(folder)
    const ours = []
    const others = []
    for (let round = 0; round < rounds; round++) {
      ours.push((await timeScan(folder)).seconds)
      if (theirs) others.push(await theirs.time(folder))
    }
    theirs?.stop()
    const cine = join(folder, 'cine0')
    const opened = []
    for (let round = 0; round < rounds; round++) opened.push(await timeOpening(cine))
    const result = {
      machine,
      files: written,
      rounds,
      scanSeconds: median(ours),
      ...(theirs && {
        pydicom: theirs.version,
        pydicomSeconds: median(others),
        timesFaster: median(others.map((other, i) => other / ours[i])),
      }),
      firstPictureMs: median(opened.map(({ firstMs }) => firstMs)),
      allFramesMs: median(opened.map(({ allMs }) => allMs)),
      frames: opened[0].frames,
    }
    console.log(json ? JSON.stringify(result, null, 2) : text(result))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function text(result) {
  const beside = result.pydicom
    ? `; pydicom ${result.pydicom} reads the headers alone in ${result.pydicomSeconds.toFixed(2)} s: ${result.timesFaster.toFixed(1)} times as long`
    : ''
  return (
    `index of ${result.files} DICOM files: ${result.scanSeconds.toFixed(2)} s${beside}\n` +
    `a cine of ${result.frames} frames: first picture ${result.firstPictureMs.toFixed(0)} ms, all frames ${result.allFramesMs.toFixed(0)} ms`
  )
}

async function startPydicom() {
  const probe = spawnSync(python, ['-c', 'import pydicom'], { encoding: 'utf8' })
  if (probe.status !== 0) return null
  const child = spawn(python, [join(root, 'test/bench/opening/pydicom_loop.py')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const version = (await lines.next()).value
  return {
    version,
    time: async (folder) => {
      child.stdin.write(`${folder}\n`)
      return Number((await lines.next()).value.split(' ')[0])
    },
    stop: () => child.stdin.end(),
  }
}

const median = (list) => list.toSorted((a, b) => a - b)[list.length >> 1]
