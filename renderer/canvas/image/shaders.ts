import type { FrameHeader } from '#shared/domain/study'

/** How values between pixel centres are made. */
export const interpolations = ['nearest', 'linear', 'cubic'] as const
export type Interpolation = (typeof interpolations)[number]

/** One triangle that covers the viewport. */
export const vertexShader = `#version 300 es
void main() {
  vec2 corner = vec2((gl_VertexID << 1) & 2, gl_VertexID & 2);
  gl_Position = vec4(corner * 2.0 - 1.0, 0.0, 1.0);
}`

const sampler: Record<FrameHeader['type'], string> = {
  uint16: 'usampler2D',
  int16: 'isampler2D',
  float32: 'sampler2D',
}

/**
 * Window and level of stored values of one type. 16-bit integer textures have no filter in WebGL2, so the values between pixel centres
 * are made here; beyond the first and last pixel centre the edge value is repeated, beyond the image there is black.
 * `origin` is the place of the first pixel centre, in device pixels from the canvas's top left.
 */
export const fragmentShader = (type: FrameHeader['type']) => `#version 300 es
precision highp float;
precision highp int;
precision highp ${sampler[type]};
uniform ${sampler[type]} stored;
uniform vec2 origin;
uniform vec2 scale;
uniform float canvasHeight;
uniform vec2 rescale;
uniform vec2 window;
uniform bool inverted;
uniform int interpolation;
out vec4 colour;

float valueAt(ivec2 at) {
  ivec2 last = textureSize(stored, 0) - 1;
  return float(texelFetch(stored, clamp(at, ivec2(0), last), 0).r);
}
float linear(vec2 at) {
  ivec2 i = ivec2(floor(at));
  vec2 f = at - vec2(i);
  float top = mix(valueAt(i), valueAt(i + ivec2(1, 0)), f.x);
  float bottom = mix(valueAt(i + ivec2(0, 1)), valueAt(i + ivec2(1, 1)), f.x);
  return mix(top, bottom, f.y);
}
vec4 catmullRom(float t) {
  float t2 = t * t, t3 = t2 * t;
  return 0.5 * vec4(-t3 + 2.0 * t2 - t, 3.0 * t3 - 5.0 * t2 + 2.0, -3.0 * t3 + 4.0 * t2 + t, t3 - t2);
}
float cubic(vec2 at) {
  ivec2 i = ivec2(floor(at));
  vec2 f = at - vec2(i);
  vec4 across = catmullRom(f.x), down = catmullRom(f.y);
  float sum = 0.0;
  for (int y = 0; y < 4; y++) {
    vec4 row = vec4(
      valueAt(i + ivec2(-1, y - 1)), valueAt(i + ivec2(0, y - 1)),
      valueAt(i + ivec2(1, y - 1)), valueAt(i + ivec2(2, y - 1)));
    sum += down[y] * dot(across, row);
  }
  return sum;
}
void main() {
  vec2 screen = vec2(gl_FragCoord.x, canvasHeight - gl_FragCoord.y);
  vec2 at = (screen - origin) / scale;
  vec2 size = vec2(textureSize(stored, 0));
  if (any(lessThan(at, vec2(-0.5))) || any(greaterThanEqual(at, size - 0.5))) {
    colour = vec4(0.0, 0.0, 0.0, 1.0);
    return;
  }
  float raw = interpolation == 0 ? valueAt(ivec2(floor(at + 0.5))) : interpolation == 1 ? linear(at) : cubic(at);
  float value = raw * rescale.x + rescale.y;
  float grey = clamp((value - window.x) / window.y + 0.5, 0.0, 1.0);
  if (inverted) grey = 1.0 - grey;
  colour = vec4(vec3(grey), 1.0);
}`
