import type { WorkspaceContour } from './readWorkspace'

/** Parts of a pixel that cvi42 counts in. */
const subpixels = 4

const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)

const item = (key: string, content: string): string =>
  `<Hash:item Hash:key="${escaped(key)}">${content}</Hash:item>`

/** Contours of images in the form of a cvi42 workspace: whole numbers of quarter pixels. */
export function workspaceText(contours: readonly WorkspaceContour[]): string {
  const byImage = new Map<string, WorkspaceContour[]>()
  for (const contour of contours) byImage.set(contour.image, [...(byImage.get(contour.image) ?? []), contour])
  const quarters = (value: number): number => Math.round(subpixels * value)
  const images = [...byImage].map(([image, own]) => {
    const drawn = own.map(({ name, points }) => {
      const list = points.map(
        ({ x, y }) =>
          `<List:item><Point:x>${quarters(x)}</Point:x><Point:y>${quarters(y)}</Point:y></List:item>`,
      )
      return item(name, item('Points', list.join('')) + item('SubpixelResolution', String(subpixels)))
    })
    return `${item(image, item('Contours', drawn.join('\n')))}\n`
  })
  return `<?xml version="1.0" encoding="UTF-8"?>\n<Workspace>${item('ImageStates', `\n${images.join('')}`)}</Workspace>\n`
}
