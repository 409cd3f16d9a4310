import { elements, type Node } from '../ir'
import type { Lowering } from '../lowering'
import { dataTypes } from '../onnx'

/** Less than every float32 that a map holds: what stands around a volume and is never a window's maximum. */
const beneath = -3.4028234663852886e38

/**
 * '@MaxPoolGrad' (dy, x, y) of volumes, for any window: it goes to the last maximum of each window, as TensorFlow.js
 * breaks ties of volumes (of images it is the first). Voxel by voxel of the window, from its end: what equals the maximum
 * takes what nobody before it took; then each share is put in its place among noughts, and the shares are added.
 */
export function lowerMaxPool3dGradient(lowering: Lowering, node: Node): void {
  const x = node.input(1)
  const [n = 1, ...sizes] = x.shape
  const channels = sizes.pop() ?? 1
  const windows = node.input(0).shape.slice(1, -1)
  const kernel = node.ints('kernel')
  const strides = node.ints('strides')
  const pads = node.ints('pads')
  const starts = pads.slice(0, 3)
  const axes = [1, 2, 3]
  const reach = axes.map((_, axis) => (windows[axis]! - 1) * strides[axis]! + kernel[axis]!)
  const after = axes.map((_, axis) => Math.max(0, reach[axis]! - pads[axis]! - sizes[axis]!))
  const framed = lowering.emit('Pad', [
    lowering.plain(x),
    lowering.int64s([0, ...pads.slice(0, 3), 0, 0, ...after, 0]),
    lowering.float32(beneath),
  ])
  const maximum = lowering.plain(node.input(2))
  let left = lowering.plain(node.input(0))
  const shares: string[] = []
  for (let tap = elements(kernel) - 1; tap >= 0; tap--) {
    const [kh = 1, kw = 1] = kernel.slice(1)
    const place = [Math.floor(tap / (kh * kw)), Math.floor(tap / kw) % kh, tap % kw]
    const ends = axes.map((_, axis) => place[axis]! + (windows[axis]! - 1) * strides[axis]! + 1)
    const operands = [place, ends, axes, strides].map((list) => lowering.int64s(list))
    const voxels = lowering.emit('Slice', [framed, ...operands])
    const isMaximum = lowering.emit('Cast', [lowering.emit('Equal', [voxels, maximum])], {
      to: dataTypes.float32,
    })
    const share = lowering.emit('Mul', [isMaximum, left])
    left = lowering.emit('Sub', [left, share])
    shares.push(placed(lowering, share, place))
  }
  const whole = shares.length > 1 ? lowering.emit('Sum', shares) : shares[0]!
  const name = lowering.slice(
    whole,
    starts,
    axes.map((_, axis) => starts[axis]! + sizes[axis]!),
    axes,
  )
  lowering.setPlain(node.output(0), name)

  /** Noughts between the windows' voxels, then around them. */
  function placed(to: Lowering, share: string, place: readonly number[]): string {
    const zeros = [0, 0, 0]
    const [wd = 1, wh = 1, ww = 1] = windows
    const [sd = 1, sh = 1, sw = 1] = strides
    let spread = to.reshape(share, [n, wd, 1, wh, 1, ww, 1, channels])
    if (sd * sh * sw > 1) {
      const none = new Array<number>(8).fill(0)
      spread = to.pad(spread, none, [0, 0, sd - 1, 0, sh - 1, 0, sw - 1, 0])
    }
    const size = [wd * sd, wh * sh, ww * sw]
    const around = zeros.map((_, axis) => Math.max(reach[axis]!, starts[axis]! + sizes[axis]!) - size[axis]!)
    const behind = place.map((start, axis) => around[axis]! - start)
    return to.pad(to.reshape(spread, [n, ...size, channels]), [0, ...place, 0], [0, ...behind, 0])
  }
}
