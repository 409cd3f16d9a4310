import { complex, fourier, type Complex } from './fourier'

const bins = 200
const padded = 512
const offset = (padded - bins) / 2
const fwhm = 0.15
const wienerNoise = 0.01

/**
 * What each log intensity should have been, were the histogram not blurred by a shading whose own histogram is Gaussian:
 * deconvolved after Wiener, then the expected true value of each bin. Gives a table over the bins, and where they lie.
 *
 * Source  Sled, Zijdenbos & Evans, IEEE TMI 17(1), 1998, doi 10.1109/42.668698; numbers of Tustison 2010
 */
export class Sharpening {
  private readonly gaussian = complex(padded)
  private readonly counts = complex(padded)
  private readonly true = complex(padded)
  private readonly moment = complex(padded)
  private readonly expected = new Float64Array(bins + 1)

  /** `out[i]` = what `log[i]` should be; only the first `count` of them. A constant image is left as it is. */
  apply(log: Float32Array, out: Float32Array): void {
    let [low, high] = [Infinity, -Infinity]
    for (let i = 0; i < log.length; i++) {
      const value = log[i]!
      if (value < low) low = value
      if (value > high) high = value
    }
    const step = (high - low) / (bins - 1)
    if (!(step > 1e-12)) {
      out.set(log)
      return
    }
    this.count(log, low, step)
    this.deconvolve(low, step)
    const { expected } = this
    for (let i = 0; i < log.length; i++) {
      const at = (log[i]! - low) / step
      const bin = Math.min(bins - 1, Math.floor(at))
      out[i] = expected[bin]! + (at - bin) * (expected[bin + 1]! - expected[bin]!)
    }
  }

  /** Each value shared between the two bins around it. */
  private count(log: Float32Array, low: number, step: number): void {
    const { re, im } = this.counts
    re.fill(0)
    im.fill(0)
    for (let i = 0; i < log.length; i++) {
      const at = (log[i]! - low) / step
      const bin = Math.floor(at)
      re[offset + bin]! += 1 - (at - bin)
      re[offset + bin + 1]! += at - bin
    }
  }

  private deconvolve(low: number, step: number): void {
    const { gaussian, counts, moment, expected } = this
    const sharp = this.true
    blur(gaussian, fwhm / step)
    fourier(gaussian)
    fourier(counts)
    for (let i = 0; i < padded; i++) {
      const [re, im] = [gaussian.re[i]!, gaussian.im[i]!]
      const gain = re / (re * re + im * im + wienerNoise)
      sharp.re[i] = counts.re[i]! * gain
      sharp.im[i] = counts.im[i]! * gain
    }
    fourier(sharp, true)
    for (let i = 0; i < padded; i++) {
      sharp.re[i] = Math.max(0, sharp.re[i]!)
      sharp.im[i] = 0
      moment.re[i] = (low + (i - offset) * step) * sharp.re[i]!
      moment.im[i] = 0
    }
    convolved(sharp, gaussian)
    convolved(moment, gaussian)
    for (let bin = 0; bin <= bins; bin++) {
      const mass = sharp.re[offset + bin]!
      // A bin that nothing comes from keeps its own value.
      expected[bin] = mass > 1e-12 ? moment.re[offset + bin]! / mass : low + bin * step
    }
  }
}

/** A Gaussian of so many bins at half its height, about nought and round the end. */
function blur({ re, im }: Complex, width: number): void {
  const scale = 2 * Math.sqrt(Math.LN2 / Math.PI) * (1 / width)
  im.fill(0)
  for (let i = 0; i < padded; i++) {
    const far = Math.min(i, padded - i)
    re[i] = scale * Math.exp((-4 * Math.LN2 * far * far) / (width * width))
  }
}

/** In place, with something that is transformed already. */
function convolved(values: Complex, transformed: Complex): void {
  fourier(values)
  for (let i = 0; i < padded; i++) {
    const [a, b] = [values.re[i]!, values.im[i]!]
    values.re[i] = a * transformed.re[i]! - b * transformed.im[i]!
    values.im[i] = a * transformed.im[i]! + b * transformed.re[i]!
  }
  fourier(values, true)
}
