/** What the segments of a JPEG-LS picture say (ITU-T T.87 annex C). */
export interface JpegLsFrame {
  readonly precision: number
  readonly width: number
  readonly height: number
  /** Identifiers of the components, in their order. */
  readonly components: readonly number[]
}

export interface JpegLsScan {
  /** Places of the scan's components in the frame. */
  readonly components: readonly number[]
  /** Largest error of a sample; 0: lossless. */
  readonly near: number
  /** 0: one component alone, 1: line after line, 2: pixel after pixel. */
  readonly interleave: number
}

/** Coding parameters of a scan (C.2.4.1.1), the defaults or those of an LSE segment. */
export interface JpegLsParameters {
  readonly maximum: number
  readonly thresholds: readonly [t1: number, t2: number, t3: number]
  readonly reset: number
}

export function jpegLsFrame(segment: Uint8Array): JpegLsFrame {
  const [precision = 0, h1 = 0, h0 = 0, w1 = 0, w0 = 0, count = 0] = segment
  if (segment.length < 6 + 3 * count || count < 1 || count > 4 || precision < 2 || precision > 16)
    throw new Error('the JPEG-LS frame header is broken')
  const components = Array.from({ length: count }, (_, i) => segment[6 + 3 * i]!)
  if (components.some((_, i) => segment[7 + 3 * i] !== 0x11))
    throw new Error('subsampled JPEG-LS is not decoded')
  return { precision, height: h1 * 256 + h0, width: w1 * 256 + w0, components }
}

export function jpegLsScan(segment: Uint8Array, frame: JpegLsFrame): JpegLsScan {
  const count = segment[0] ?? 0
  if (count < 1 || count > 4 || segment.length < 4 + 2 * count)
    throw new Error('the JPEG-LS scan header is broken')
  const components = Array.from({ length: count }, (_, i) => frame.components.indexOf(segment[1 + 2 * i]!))
  const [near = 0, interleave = 0, transform = 0] = segment.subarray(1 + 2 * count)
  const tables = components.some((_, i) => segment[2 + 2 * i] !== 0)
  if (components.includes(-1) || new Set(components).size < count)
    throw new Error('the JPEG-LS scan header is broken')
  if (interleave > 2 || (interleave === 0 && count > 1) || transform !== 0 || tables)
    throw new Error('this kind of JPEG-LS is not decoded')
  return { components, near, interleave }
}

/** The value, or `least` where it lies outside `least` to `most` (C.2.4.1.1.1). */
const within = (value: number, least: number, most: number): number =>
  value > most || value < least ? least : value

export function defaultParameters(maximum: number, near: number): JpegLsParameters {
  const large = maximum >= 128
  const factor = large ? Math.floor((Math.min(maximum, 4095) + 128) / 256) : Math.floor(256 / (maximum + 1))
  const usual = (basic: number, least: number, share: number): number =>
    large
      ? factor * (basic - least) + least + share * near
      : Math.max(least, Math.floor(basic / factor) + share * near)
  const t1 = within(usual(3, 2, 3), near + 1, maximum)
  const t2 = within(usual(7, 3, 5), t1, maximum)
  return { maximum, thresholds: [t1, t2, within(usual(21, 4, 7), t2, maximum)], reset: 64 }
}

/** An LSE segment of kind 1; zeros stand for the defaults. Other kinds (tables, large sizes) are not decoded. */
export function presetParameters(segment: Uint8Array, precision: number, near: number): JpegLsParameters {
  if (segment[0] !== 1 || segment.length < 11) throw new Error('this kind of JPEG-LS is not decoded')
  const [maximum, t1, t2, t3, reset] = [1, 3, 5, 7, 9].map((at) => segment[at]! * 256 + segment[at + 1]!)
  const top = maximum || 2 ** precision - 1
  const usual = defaultParameters(top, near)
  const thresholds = [
    t1 || usual.thresholds[0],
    t2 || usual.thresholds[1],
    t3 || usual.thresholds[2],
  ] as const
  const ordered = near < thresholds[0] && thresholds[0] <= thresholds[1] && thresholds[1] <= thresholds[2]
  if (top >= 2 ** precision || !ordered || thresholds[2] > top || (reset! > 0 && reset! < 3))
    throw new Error('the parameters of the JPEG-LS data cannot be')
  return { maximum: top, thresholds, reset: reset || 64 }
}
