/**
 * How much each pixel changes in the course of a cine: the SD over its phases, or the strength of the first harmonic of
 * the heartbeat. Scaled to 1; what moves less than a tenth as much as the liveliest pixel is nought (datasets P12).
 */
export function motionMap(phases: readonly Float32Array[], kind: 'deviation' | 'harmonic'): Float32Array {
  const strength = kind === 'deviation' ? deviation : harmonic
  const map = new Float32Array(phases[0]?.length ?? 0)
  let most = 0
  for (let i = 0; i < map.length; i++) {
    map[i] = strength(phases, i)
    most = Math.max(most, map[i]!)
  }
  return map.map((value) => (value < 0.1 * most || most === 0 ? 0 : value / most))
}

function deviation(phases: readonly Float32Array[], i: number): number {
  let [sum, squares] = [0, 0]
  for (const phase of phases) {
    sum += phase[i]!
    squares += phase[i]! ** 2
  }
  const mean = sum / phases.length
  return Math.sqrt(Math.max(0, squares / phases.length - mean * mean))
}

function harmonic(phases: readonly Float32Array[], i: number): number {
  let [re, im] = [0, 0]
  phases.forEach((phase, t) => {
    const angle = (2 * Math.PI * t) / phases.length
    re += phase[i]! * Math.cos(angle)
    im -= phase[i]! * Math.sin(angle)
  })
  return Math.hypot(re, im)
}
