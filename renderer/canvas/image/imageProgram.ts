import type { FrameHeader } from '#shared/domain/study'
import { fragmentShader, vertexShader } from './shaders'

const uniformNames = [
  'stored',
  'origin',
  'scale',
  'canvasHeight',
  'rescale',
  'window',
  'inverted',
  'interpolation',
] as const
type UniformName = (typeof uniformNames)[number]

/** A linked program for one type of stored values, and where its inputs are. */
export interface ImageProgram {
  readonly program: WebGLProgram
  readonly at: Readonly<Record<UniformName, WebGLUniformLocation | null>>
}

function compiled(gl: WebGL2RenderingContext, kind: number, source: string): WebGLShader {
  const shader = gl.createShader(kind)
  if (!shader) throw new Error('no shader: the WebGL2 context is lost')
  gl.shaderSource(shader, source)
  gl.compileShader(shader)
  if (!gl.getShaderParameter(shader, gl.COMPILE_STATUS) && !gl.isContextLost())
    throw new Error(`shader: ${gl.getShaderInfoLog(shader)}`)
  return shader
}

/** Compiles the program for one type of stored values. */
export function imageProgram(gl: WebGL2RenderingContext, type: FrameHeader['type']): ImageProgram {
  const program = gl.createProgram()
  gl.attachShader(program, compiled(gl, gl.VERTEX_SHADER, vertexShader))
  gl.attachShader(program, compiled(gl, gl.FRAGMENT_SHADER, fragmentShader(type)))
  gl.linkProgram(program)
  if (!gl.getProgramParameter(program, gl.LINK_STATUS) && !gl.isContextLost())
    throw new Error(`program: ${gl.getProgramInfoLog(program)}`)
  const places = uniformNames.map((name) => [name, gl.getUniformLocation(program, name)] as const)
  return { program, at: Object.fromEntries(places) as ImageProgram['at'] }
}
