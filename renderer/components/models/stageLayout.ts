import type { Stage } from './networkStages'

/** Where a stage's box stands, in pixels of the picture. */
export interface Box {
  readonly stage: Stage
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export interface Link {
  readonly kind: 'copy' | 'scale' | 'head'
  /** SVG path data. */
  readonly path: string
}

export interface StagePicture {
  readonly boxes: readonly Box[]
  readonly links: readonly Link[]
}

/** The U of the figure in a picture of `width` × `height` pixels: down at the left, bottom, up at the right, heads beside. */
export function stageLayout(stages: readonly Stage[], width: number, height: number): StagePicture {
  const depth = Math.max(1, ...stages.map(({ level }) => level))
  const hasSide = stages.some(({ role }) => role === 'head' || role === 'output')
  // Two columns of boxes, the gap between them, and the heads beside: 4.4 boxes and the margins make the width.
  const boxWidth = Math.min(176, (width - 32) / (hasSide ? 4.4 : 3.5))
  const boxHeight = Math.min(62, height * 0.11)
  const top = hasSide ? 36 + boxHeight * 0.6 : 36
  const pitch = (height - top - boxHeight - 44) / depth
  const centre = width / 2 - (hasSide ? boxWidth * 0.43 : 0)
  // A quarter of a box stays free between the columns at the deepest level that both reach.
  const inset = boxWidth * Math.min(0.19, 0.625 / Math.max(1, depth - 1))

  const boxes = stages.map((stage): Box => {
    const y = top + stage.level * pitch
    const size = { width: boxWidth, height: boxHeight }
    const left = centre - boxWidth * 1.75 + stage.level * inset
    const right = centre + boxWidth * 0.75 - stage.level * inset
    const beside = centre + boxWidth * 1.97
    switch (stage.role) {
      case 'down':
        return { stage, x: left, y, ...size }
      case 'bottom':
        return { stage, x: centre - boxWidth / 2, y, ...size }
      case 'up':
        return { stage, x: right, y, ...size }
      case 'head':
        return { stage, x: beside, y: y + boxHeight * 0.18, width: boxWidth * 0.62, height: boxHeight * 0.64 }
      case 'output':
        return { stage, x: beside, y: y - boxHeight * 0.72, width: boxWidth * 0.62, height: boxHeight * 0.64 }
    }
  })
  return { boxes, links: links(boxes) }
}

function links(boxes: readonly Box[]): Link[] {
  const body = boxes.filter(({ stage }) => ['down', 'bottom', 'up'].includes(stage.role))
  const scales = body
    .slice(1)
    .map((box, index) => ({ kind: 'scale' as const, path: between(body[index]!, box) }))
  const of = (role: Stage['role']) => boxes.filter(({ stage }) => stage.role === role)
  const copies = of('up').flatMap((up): Link[] => {
    const down = of('down').find(({ stage }) => stage.level === up.stage.level)
    return down ? [{ kind: 'copy', path: `M${right(down)} ${middle(down)}H${up.x - 2}` }] : []
  })
  const heads = of('head').toSorted((a, b) => a.stage.level - b.stage.level)
  const out = of('output')
  const chain = heads.map((head, index): Link => {
    const above = heads[index - 1] ?? out[0]
    const x = head.x + head.width / 2
    return { kind: 'head', path: above ? `M${x} ${head.y}V${above.y + above.height + 2}` : '' }
  })
  const toHeads = heads.flatMap((head): Link[] => {
    const up = of('up').find(({ stage }) => stage.level === head.stage.level)
    return up ? [{ kind: 'head', path: `M${right(up)} ${middle(up)}H${head.x - 2}` }] : []
  })
  const last = body.at(-1)
  // Without a way up the lowest head, or else the output, follows the last block.
  const ends = heads.length > 0 ? heads.slice(-1) : out
  const alone =
    toHeads.length === 0 && last
      ? ends.map((box) => ({ kind: 'head' as const, path: between(last, box) }))
      : []
  return [...scales, ...copies, ...toHeads, ...chain, ...alone]
}

const right = ({ x, width }: Box) => x + width
const middle = ({ y, height }: Box) => y + height / 2

/** A curve from one box to the next: out of the lower edge on the way down, out of the upper on the way up. */
function between(from: Box, to: Box): string {
  const down = to.y > from.y
  const x1 = from.x + from.width * (from.stage.role === 'bottom' ? 0.75 : 0.5)
  const x2 = to.x + to.width * (to.stage.role === 'bottom' ? 0.25 : 0.5)
  const y1 = down ? from.y + from.height : from.y
  const y2 = down ? to.y - 2 : to.y + to.height + 2
  const bend = (y2 - y1) / 3
  return `M${x1} ${y1}C${x1} ${y1 + bend} ${x2} ${y2 - bend} ${x2} ${y2}`
}
