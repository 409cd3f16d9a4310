import type { TransformOf } from '#shared/domain/augmentation'
import type { Random } from '#shared/domain/random'
import { planesOf, type Sample } from './sample'

/** Mirrored along each of the asked axes with probability ½. */
export function mirror(sample: Sample, { axes }: TransformOf<'mirror'>, random: Random): Sample {
  const [x, y, z] = [random() < 0.5, random() < 0.5, random() < 0.5]
  const along = { x: x && axes.includes('x'), y: y && axes.includes('y'), z: z && axes.includes('z') }
  return along.x || along.y || along.z ? mirrored(sample, along) : sample
}

function mirrored(
  sample: Sample,
  along: { readonly x: boolean; readonly y: boolean; readonly z: boolean },
): Sample {
  const { side } = sample
  const planes = planesOf(sample)
  const out = { image: new Float32Array(sample.image.length), labels: new Uint8Array(sample.labels.length) }
  let i = 0
  for (let z = 0; z < planes; z++)
    for (let y = 0; y < side; y++) {
      const line = ((along.z ? planes - 1 - z : z) * side + (along.y ? side - 1 - y : y)) * side
      for (let x = 0; x < side; x++, i++) {
        const from = line + (along.x ? side - 1 - x : x)
        out.image[i] = sample.image[from]!
        out.labels[i] = sample.labels[from]!
      }
    }
  return { ...sample, ...out }
}
