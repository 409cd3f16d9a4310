// One of the stories of S1 and S4, as large as it is asked for.
import { useEngine } from '#electron/onnx/engine'
import type { Experiment } from '#shared/domain/experiment'
import { deeplabStory, digitsStory, type StorySize } from '../../fixtures/stories'

interface Asked {
  readonly story: 'fcn-alexnet' | 'fcn-8s' | 'deeplab'
  readonly quirks: 'faithful' | 'corrected'
  readonly size: StorySize
  readonly steps: number
  readonly training: Experiment['training']
}

const { story, quirks, size, steps, training } = JSON.parse(process.argv[2] ?? '{}') as Asked
await useEngine()
const ending =
  story === 'deeplab' ? deeplabStory(size, training) : digitsStory(story, quirks, size, steps, training)
console.log(JSON.stringify(ending))
