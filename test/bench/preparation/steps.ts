import { createInterface } from 'node:readline'
import { clahe } from '#models/preparation/clahe'
import { biasField } from '#models/preparation/n4/biasField'
import { resampleImage } from '#models/preparation/resampleImage'
import { seededRandom } from '#shared/domain/random'

// Reads the name of a step a line, does it once, and answers with the milliseconds that it took.
const side = 256
const slices = 10
const random = seededRandom(9)
const plane = Uint16Array.from({ length: side * side }, (_, i) =>
  Math.floor((7 * (i % side) + 3 * Math.floor(i / side) + 256 * random()) % 4000),
)
const bytes = Uint8Array.from(plane, (value) => value >> 4)
const volume = new Float32Array(slices * side * side)
for (let z = 0; z < slices; z++) volume.set(plane, z * side * side)
const shaded = volume.map((value, i) => (1 + value) * Math.exp((i % side) / side))
const grid = { slices, rows: side, columns: side, spacingMm: { x: 1.25, y: 1.25, z: 10 } }
const to = { slices, rows: 213, columns: 213 }

const steps: Readonly<Record<string, () => unknown>> = {
  clahe8: () => clahe(bytes, grid, { clip: 2, tiles: [8, 8], levels: 256 }),
  clahe16: () => clahe(plane, grid, { clip: 40, tiles: [1, 1], levels: 65_536 }),
  linear: () => resampleImage(volume, grid, to, 'linear'),
  cubic: () => resampleImage(volume, grid, to, 'cubic'),
  n4: () =>
    biasField(shaded, grid, { mask: 'positive', shrink: 4, levels: 4, iterations: 50, threshold: 1e-3 }),
}
for (const step of Object.values(steps)) for (let turn = 0; turn < 3; turn++) step()
createInterface({ input: process.stdin }).on('line', (name) => {
  const startedMs = performance.now()
  steps[name]?.()
  console.log((performance.now() - startedMs).toFixed(4))
})
