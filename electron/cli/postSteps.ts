import { InvalidArgumentError } from 'commander'
import type { Experiment } from '#shared/domain/experiment'

type Steps = Experiment['postprocessing']

const fields = {
  'dense-crf': 'denseCrf',
  'largest-components': 'largestComponents',
  'largest-cavity': 'largestCavity',
  'far-right-ventricle': 'farRightVentricle',
  'fill-islands': 'fillIslands',
} as const satisfies Record<string, keyof Steps>

export type PostStep = keyof typeof fields

/** Steps after the network, in the order in which they are taken. */
export const postSteps = Object.keys(fields) as PostStep[]

const isStep = (name: string): name is PostStep => Object.hasOwn(fields, name)

/** `none`, or steps with commas between. */
export function chosenSteps(text: string): PostStep[] {
  if (text === 'none') return []
  return text.split(',').map((part) => {
    const name = part.trim()
    if (!isStep(name)) throw new InvalidArgumentError(`${name} is none of ${postSteps.join(', ')}, none.`)
    return name
  })
}

/** Those steps and no others; how a step is taken stays. */
export function withSteps(steps: Steps, chosen: readonly PostStep[]): Steps {
  const out = { ...steps }
  for (const step of postSteps) out[fields[step]] = chosen.includes(step)
  return out
}
