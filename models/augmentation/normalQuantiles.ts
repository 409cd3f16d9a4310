/**
 * 4096 evenly likely values of a normal distribution, mean 0, SD 1: looking one up is a draw. Made by adding up the
 * density from one value to the next (fourth-order Runge-Kutta on dx/dp = √(2π)·exp(x²/2), from the median outwards).
 */
export const normalQuantiles = quantiles(4096)

function quantiles(count: number): Float32Array {
  const out = new Float32Array(count)
  const half = count / 2
  const slope = (x: number) => Math.sqrt(2 * Math.PI) * Math.exp((x * x) / 2)
  let x = 0
  for (let i = 0; i < half; i++) {
    // The middle of each share: half a share from the median to the first value, a whole one from there on.
    const shares = 8
    const step = (i === 0 ? 0.5 : 1) / count / shares
    for (let s = 0; s < shares; s++) {
      const k1 = slope(x)
      const k2 = slope(x + (step / 2) * k1)
      const k3 = slope(x + (step / 2) * k2)
      const k4 = slope(x + step * k3)
      x += (step / 6) * (k1 + 2 * k2 + 2 * k3 + k4)
    }
    out[half + i] = x
    out[half - 1 - i] = -x
  }
  return out
}
