import type { FrameHeader } from '#shared/domain/study'
import type { PaneTransform } from '../view/imageView'
import type { PaneRect } from '../view/paneRect'
import { ByteCache } from './byteCache'
import { frameTexture } from './frameTexture'
import type { ImageFrame } from './imageFrame'
import { imageProgram, type ImageProgram } from './imageProgram'
import { interpolations, type Interpolation } from './shaders'

/** One image in one rectangle of the layer; `rect` in CSS pixels from the layer's top left, `transform` inside the rectangle. */
export interface ImagePane {
  readonly rect: PaneRect

  readonly transform: PaneTransform
  readonly frame: ImageFrame | null
  readonly window: { readonly centre: number; readonly width: number }
  readonly inverted: boolean
  readonly interpolation: Interpolation
}

/** All images of a screen, drawn by one WebGL2 context (browsers allow some 16 of them; a montage has more panes). */
export interface ImageLayer {
  /** Draws on the next animation frame; of several calls only the last is drawn. */
  draw(panes: readonly ImagePane[]): void
  /** Size in CSS pixels and device pixels a CSS pixel. */
  resize(size: { readonly width: number; readonly height: number }, ratio: number): void
  dispose(): void
}

const textureBytes = 256 * 2 ** 20

/** Draws 16-bit images into a canvas. Null where WebGL2 is missing. Survives the loss of the context. */
export function createImageLayer(canvas: HTMLCanvasElement): ImageLayer | null {
  const context = canvas.getContext('webgl2', { alpha: false, antialias: false, depth: false })
  if (!context) return null
  const gl = context
  const programs = new Map<FrameHeader['type'], ImageProgram>()
  const textures = new ByteCache<ImageFrame, WebGLTexture>(textureBytes, (texture) => {
    if (gl.isTexture(texture)) gl.deleteTexture(texture)
  })
  let panes: readonly ImagePane[] = []
  let ratio = 1
  let asked = 0

  function programOf(type: FrameHeader['type']): ImageProgram {
    const program = programs.get(type) ?? imageProgram(gl, type)
    programs.set(type, program)
    return program
  }

  function bindTexture(frame: ImageFrame): void {
    const known = textures.get(frame)
    if (known) gl.bindTexture(gl.TEXTURE_2D, known)
    else textures.set(frame, frameTexture(gl, frame), frame.stored.byteLength)
  }

  function paint(pane: ImagePane, frame: ImageFrame): void {
    const { program, at } = programOf(frame.header.type)
    const left = Math.round(pane.rect.left * ratio)
    const right = Math.round((pane.rect.left + pane.rect.width) * ratio)
    const top = Math.round(pane.rect.top * ratio)
    const bottom = Math.round((pane.rect.top + pane.rect.height) * ratio)
    gl.viewport(left, canvas.height - bottom, right - left, bottom - top)
    gl.useProgram(program)
    bindTexture(frame)
    gl.uniform1i(at.stored, 0)
    const { transform } = pane
    gl.uniform2f(
      at.origin,
      (pane.rect.left + transform.left) * ratio,
      (pane.rect.top + transform.top) * ratio,
    )
    gl.uniform2f(at.scale, transform.scaleX * ratio, transform.scaleY * ratio)
    gl.uniform1f(at.canvasHeight, canvas.height)
    gl.uniform2f(at.rescale, frame.header.slope, frame.header.intercept)
    gl.uniform2f(at.window, pane.window.centre, pane.window.width)
    gl.uniform1i(at.inverted, pane.inverted ? 1 : 0)
    gl.uniform1i(at.interpolation, interpolations.indexOf(pane.interpolation))
    gl.drawArrays(gl.TRIANGLES, 0, 3)
  }

  function paintAll(): void {
    asked = 0
    if (gl.isContextLost()) return
    gl.viewport(0, 0, canvas.width, canvas.height)
    gl.clearColor(0, 0, 0, 1)
    gl.clear(gl.COLOR_BUFFER_BIT)
    for (const pane of panes) if (pane.frame) paint(pane, pane.frame)
  }
  const ask = () => (asked ||= requestAnimationFrame(paintAll))

  const lost = (event: Event) => event.preventDefault()
  const restored = () => {
    programs.clear()
    textures.clear()
    ask()
  }
  canvas.addEventListener('webglcontextlost', lost)
  canvas.addEventListener('webglcontextrestored', restored)

  return {
    draw(next) {
      panes = next
      ask()
    },
    resize(size, nextRatio) {
      ratio = nextRatio
      const width = Math.max(1, Math.round(size.width * ratio))
      const height = Math.max(1, Math.round(size.height * ratio))
      if (canvas.width === width && canvas.height === height) return
      canvas.width = width
      canvas.height = height
      paintAll()
    },
    dispose() {
      cancelAnimationFrame(asked)
      canvas.removeEventListener('webglcontextlost', lost)
      canvas.removeEventListener('webglcontextrestored', restored)
      textures.clear()
      gl.getExtension('WEBGL_lose_context')?.loseContext()
    },
  }
}
