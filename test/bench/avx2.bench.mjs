// The engine on processors that this machine is not: AVX2 only (most hospital PCs) or older, emulated by qemu-user.
// npm run bench -- avx2 [--json]     needs Debian's qemu-user; about twelve minutes. As environment variables: CPUS
// (default Haswell; Nehalem has no AVX), NETWORKS (some of them), CONV=0 (leaves TensorFlow.js's own specs out).
// For each processor and lowering: the block of the start-up probe, the self-test, one training step of every narrow
// network with its loss before and after and the gradient of each weight beside this machine's own, and TensorFlow.js's
// specs of convolutions and pools. Where the probe answers 0 the engine is the plain lowering, as with blocked off.
import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { bundledProgram } from '../fixtures/bundledProgram.mjs'

const root = fileURLToPath(new URL('../..', import.meta.url))
const emulator = process.env.QEMU ?? 'qemu-x86_64'
const cpus = (process.env.CPUS ?? 'Haswell').split(',')
const everyNetwork =
  'unet-2d unet-3d densenet fcn-tran fcn-alexnet fcn-8s deeplab-v3 deeplab-v2 residual-unet encoder-decoder encoder-decoder-unet isensee-acdc-2d isensee-acdc-3d'
/** DeepLab v3 norms the mean of each image over the batch: two numbers would become ±1, and their gradient mere rounding. */
const imagesOf = { 'deeplab-v3': 4 }
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
  const child = bundledProgram('test/parity/devices/networkStepsChild.ts')
  const folder = mkdtempSync(join(tmpdir(), 'septum-avx2-'))
  const say = json ? () => {} : console.log
  const rows = []
  try {
    const own = new Map()
    for (const id of networks) {
      own.set(id, await steps([process.execPath], child, id, true))
      const plain = compared(await steps([process.execPath], child, id, false), own.get(id))
      say(`this machine's own blocked and plain lowering: ${line(id, plain)}`)
    }
    for (const cpu of cpus)
      for (const [lowering, blocked] of lowerings) {
        const found = {}
        for (const id of networks) {
          found[id] = compared(await steps(emulated(cpu), child, id, blocked), own.get(id))
          say(`${cpu}, ${lowering}: ${line(id, found[id])}`)
        }
        const specs =
          process.env.CONV === '0' ? null : await convolutionSpecs(emulated(cpu), lowering, folder)
        if (specs)
          say(
            `${cpu}, ${lowering}: ${specs.passed} specs passed, ${specs.failed.length} failed`,
            specs.failed,
          )
        rows.push({ cpu, lowering, networks: found, specs })
      }
  } finally {
    rmSync(child, { force: true })
    rmSync(folder, { recursive: true, force: true })
  }
  if (json) console.log(JSON.stringify({ machine, networks, rows }, null, 2))
}

const emulated = (cpu) => [emulator, '-cpu', cpu, process.execPath]

function compared({ engine, problems, fallbacks, networks: [found], seconds }, { networks: [expected] }) {
  return {
    block: engine.block,
    problems: [...problems, ...fallbacks.map((name) => `${name} ran on the cpu backend`)],
    losses: found.losses.map((loss, step) => Math.abs(loss - expected.losses[step])),
    gradient: worstError(found.gradients.map(numbers), expected.gradients.map(numbers)),
    seconds,
  }
}

const line = (id, { block, losses, gradient, seconds, problems }) =>
  [
    `${id.padEnd(20)} block ${block}, loss before and after the step ${losses.map((gap) => gap.toExponential(1)).join(', ')}`,
    `gradients ${gradient.toExponential(1)}, ${seconds.toFixed(0)} s`,
    ...problems,
  ].join(', ')

/** The gradients, then the loss before a training step and after it, in a process of its own. */
async function steps(node, child, id, blocked) {
  const started = performance.now()
  const engine = { engine: 'onnxruntime', threads: 1, blocked }
  const order = { networks: [id], steps: 2, images: imagesOf[id] ?? 2, gradients: true, engine }
  const report = JSON.parse((await said([...node, child, JSON.stringify(order)])).split('\n').at(-2))
  return { ...report, seconds: (performance.now() - started) / 1000 }
}

async function convolutionSpecs(node, lowering, folder) {
  const report = join(folder, 'specs.json')
  const plain = lowering === 'plain' ? ['--plain'] : []
  const filter = ['--filter', 'conv', '--filter', 'pool']
  await said([...node, join(root, 'test/conformance/run.mjs'), ...filter, ...plain, '--json', report])
  const { passed, failed } = JSON.parse(readFileSync(report, 'utf8'))
  return { passed: passed.length, failed: failed.map(({ name }) => name ?? '') }
}

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
