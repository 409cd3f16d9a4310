// One network of the catalogue on two phantom slices (or volumes), until each structure's Dice is beyond 0.95.
import { useEngine } from '#electron/onnx/engine'
import { overfitted, type OverfitTask } from '../../fixtures/overfitted'

await useEngine()
console.log(JSON.stringify(await overfitted(JSON.parse(process.argv[2] ?? '{}') as OverfitTask)))
