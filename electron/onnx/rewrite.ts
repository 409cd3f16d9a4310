import type { Node, Value } from './ir'
import type { LoweringOptions } from './lowering'
import { activationIntoConv } from './rewrite/activationIntoConv'
import { biasBeforeNorm } from './rewrite/biasBeforeNorm'
import { biasIntoConv } from './rewrite/biasIntoConv'
import { inOrder, Links } from './rewrite/links'
import { normOfParts } from './rewrite/normOfParts'
import { scaleIntoNorm } from './rewrite/scaleIntoNorm'
import { signOfOutput } from './rewrite/signOfOutput'
import { splitGradient } from './rewrite/splitGradient'
import { upsampledConv } from './rewrite/upsampledConv'

type Rewrite = (nodes: readonly Node[], links: Links, block: number) => readonly Node[]

const everywhere: readonly Rewrite[] = [
  signOfOutput,
  biasIntoConv,
  activationIntoConv,
  scaleIntoNorm,
  biasBeforeNorm,
]
const blockedOnly: readonly Rewrite[] = [upsampledConv, normOfParts, splitGradient]

/**
 * The same graph with fewer passes over memory. Each rewrite replaces nodes by copies that take over their outputs; the
 * recorded graph stays as it is. A rewrite only ever looks one or two nodes around itself.
 */
export function rewrite(
  nodes: readonly Node[],
  outputs: readonly Value[],
  options: LoweringOptions,
): readonly Node[] {
  let current = nodes
  for (const step of options.block > 0 ? [...everywhere, ...blockedOnly] : everywhere) {
    current = step(current, new Links(current, outputs), options.block)
  }
  return inOrder(current, outputs)
}
