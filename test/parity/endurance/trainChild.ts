// A run in a process of its own: prints the number of each step that is done, a line each.
import { RunControl } from '#electron/compute/training/runControl'
import { trainRun } from '#electron/compute/training/trainRun'

const [runFolder = '', modelsFolder = ''] = process.argv.slice(2)
await trainRun({
  ...{ runFolder, modelsFolder, control: new RunControl(), signal: new AbortController().signal },
  listen: () => undefined,
  beat: (step) => console.log(step),
})
