import type { ImageFrame } from './imageFrame'

/** A frame's stored values as a texture of their own type: R16UI, R16I or R32F, one texel a pixel, no filter. */
export function frameTexture(gl: WebGL2RenderingContext, { header, stored }: ImageFrame): WebGLTexture {
  const texture = gl.createTexture()
  gl.bindTexture(gl.TEXTURE_2D, texture)
  gl.pixelStorei(gl.UNPACK_ALIGNMENT, 1)
  for (const name of [gl.TEXTURE_MIN_FILTER, gl.TEXTURE_MAG_FILTER])
    gl.texParameteri(gl.TEXTURE_2D, name, gl.NEAREST)
  for (const name of [gl.TEXTURE_WRAP_S, gl.TEXTURE_WRAP_T])
    gl.texParameteri(gl.TEXTURE_2D, name, gl.CLAMP_TO_EDGE)
  const upload = (inside: number, format: number, type: number) =>
    gl.texImage2D(gl.TEXTURE_2D, 0, inside, header.columns, header.rows, 0, format, type, stored)
  switch (header.type) {
    case 'uint16':
      upload(gl.R16UI, gl.RED_INTEGER, gl.UNSIGNED_SHORT)
      break
    case 'int16':
      upload(gl.R16I, gl.RED_INTEGER, gl.SHORT)
      break
    case 'float32':
      upload(gl.R32F, gl.RED, gl.FLOAT)
      break
  }
  return texture
}
