// The engine on processors that this machine is not: AVX2 only (most hospital PCs) and older, emulated by qemu-user.
// npm run bench -- avx2 [--json]     needs Debian's qemu-user; CPUS (default Haswell,Nehalem), NETWORKS, CONV=0 leaves
// the convolution specs out, all as environment variables. Minutes: an emulated step takes ten times as long and more.
// For each processor and lowering: the block of the start-up probe, the self-test, one training step of every narrow
// network with the gradient of each weight beside this machine's own, and TensorFlow.js's specs of convolutions.
import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { bundledChild } from '../parity/devices/bundledChild.mjs'

const root = fileURLToPath(new URL('../..', import.meta.url))
const emulator = process.env.QEMU ?? 'qemu-x86_64'
const cpus = (process.env.CPUS ?? 'Haswell,Nehalem').split(',')
const everyNetwork =
  'unet-2d unet-3d densenet fcn-tran fcn-alexnet fcn-8s deeplab-v3 deeplab-v2 encoder-decoder encoder-decoder-unet isensee-acdc-2d isensee-acdc-3d'
const networks = (process.env.NETWORKS ?? everyNetwork).split(/[ ,]/)
const lowerings = [
  ['blocked', true],
  ['plain', false],
]

export async function run({ json, machine }) {
  if (spawnSync(emulator, ['--version']).error) {
    console.log(`avx2: skipped, ${emulator} is not here (Debian's package qemu-user).`)
    return
  }
  const child = bundledChild()
  const folder = mkdtempSync(join(tmpdir(), 'septum-avx2-'))
  const rows = []
  try {
    const own = new Map()
    for (const id of networks) own.set(id, await steps([process.execPath], child, id, true))
    for (const cpu of cpus)
      for (const [lowering, blocked] of lowerings) {
        const row = { cpu, lowering, ...(await compared(emulated(cpu), child, blocked, own)) }
        if (process.env.CONV !== '0') row.specs = await convolutionSpecs(emulated(cpu), lowering, folder)
        rows.push(row)
        if (!json) print(row)
      }
  } finally {
    rmSync(child, { force: true })
    rmSync(folder, { recursive: true, force: true })
  }
  if (json) console.log(JSON.stringify({ machine, networks, rows }, null, 2))
}

const emulated = (cpu) => [emulator, '-cpu', cpu, process.execPath]

async function compared(node, child, blocked, own) {
  const started = performance.now()
  let engine
  const problems = []
  const found = {}
  for (const id of networks) {
    const report = await steps(node, child, id, blocked)
    engine = report.engine
    problems.push(...report.problems, ...report.fallbacks.map((name) => `${name} ran on the cpu backend`))
    const expected = own.get(id).networks[0]
    const [{ gradients, losses }] = report.networks
    found[id] = {
      loss: Math.abs(losses[0] - expected.losses[0]),
      gradient: worstError(gradients.map(numbers), expected.gradients.map(numbers)),
    }
  }
  return { block: engine.block, problems, networks: found, seconds: (performance.now() - started) / 1000 }
}

/** One training step, and the gradients before it, in a process of its own. */
async function steps(node, child, id, blocked) {
  const engine = { engine: 'onnxruntime', threads: 1, blocked }
  const order = { networks: [id], steps: 1, images: 2, gradients: true, engine }
  return JSON.parse((await said([...node, child, JSON.stringify(order)])).split('\n').at(-2))
}

async function convolutionSpecs(node, lowering, folder) {
  const report = join(folder, 'specs.json')
  const plain = lowering === 'plain' ? ['--plain'] : []
  const filter = ['--filter', 'conv', '--filter', 'pool']
  await said([...node, join(root, 'test/conformance/run.mjs'), ...filter, ...plain, '--json', report])
  const { passed, failed } = JSON.parse(readFileSync(report, 'utf8'))
  return { passed: count(passed), failed: count(failed), names: Array.isArray(failed) ? failed : [] }
}

const count = (list) => (Array.isArray(list) ? list.length : list)

function said([program, ...args]) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
    let out = ''
    let complaint = ''
    child.stdout.on('data', (text) => (out += text))
    child.stderr.on('data', (text) => (complaint += text))
    child.on('error', reject)
    child.on('close', (code) =>
      code === 0
        ? resolve(out)
        : reject(new Error(`${program} ended with ${code}: ${complaint.slice(-2000)}`)),
    )
  })
}

const numbers = (base64) => new Float32Array(new Uint8Array(Buffer.from(base64, 'base64')).buffer)

/** Greatest difference over the greatest value of the same weight, or of a thousandth of the greatest of all weights. */
function worstError(found, expected) {
  const greatest = (list) => list.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
  const least = Math.max(...expected.map(greatest)) * 1e-3
  const errors = expected.map((list, index) => {
    const gap = list.reduce((most, value, place) => Math.max(most, Math.abs(value - found[index][place])), 0)
    return gap / Math.max(greatest(list), least)
  })
  return errors.some(Number.isNaN) ? Infinity : Math.max(...errors)
}

function print({ cpu, lowering, block, problems, networks: found, specs, seconds }) {
  console.log(`${cpu}, ${lowering}: block ${block}, ${seconds.toFixed(0)} s`)
  for (const problem of problems) console.log(`  ${problem}`)
  for (const [id, { loss, gradient }] of Object.entries(found))
    console.log(`  ${id.padEnd(22)} loss ${loss.toExponential(1)}, gradients ${gradient.toExponential(1)}`)
  if (specs) console.log(`  specs of convolutions and pools: ${specs.passed} passed, ${specs.failed} failed`)
}
