/**
 * Unpacks one frame of RLE Lossless (PS3.5 annex G): segments hold the bytes of the samples, most significant first, one
 * colour after the other. Answers them interleaved by pixel, little-endian. Throws plain Errors where the stream is broken.
 */
export function rleFrame(
  packed: Uint8Array,
  pixels: number,
  samples: number,
  bytesPerSample: number,
): Uint8Array<ArrayBuffer> {
  const view = new DataView(packed.buffer, packed.byteOffset, packed.byteLength)
  if (packed.length < 64) throw new Error('the RLE header is cut off')
  const segments = view.getUint32(0, true)
  const due = samples * bytesPerSample
  if (segments !== due) throw new Error(`${segments} RLE segments where ${due} belong`)
  if (segments > 15) throw new Error(`${segments} RLE segments are more than the header has room for`)
  const out = new Uint8Array(pixels * due)
  for (let segment = 0; segment < segments; segment++) {
    const from = view.getUint32(4 + 4 * segment, true)
    const to = segment + 1 < segments ? view.getUint32(8 + 4 * segment, true) : packed.length
    if (from < 64 || to > packed.length || from > to) throw new Error('an RLE segment lies outside its frame')
    const sample = Math.floor(segment / bytesPerSample)
    const byte = bytesPerSample - 1 - (segment % bytesPerSample)
    const filled = unpackBits(packed, from, to, out, sample * bytesPerSample + byte, due)
    if (filled < pixels) throw new Error(`an RLE segment holds ${filled} of ${pixels} bytes`)
  }
  return out
}

/** PackBits: n ≥ 0 copies n + 1 bytes, n < 0 repeats one byte 1 - n times, -128 does nothing. Answers the bytes written. */
function unpackBits(
  packed: Uint8Array,
  from: number,
  to: number,
  out: Uint8Array,
  offset: number,
  stride: number,
): number {
  const room = Math.floor((out.length - offset + stride - 1) / stride)
  let at = from
  let count = 0
  while (at < to && count < room) {
    const control = (packed[at++]! << 24) >> 24
    if (control >= 0)
      for (let i = 0; i <= control && at < to && count < room; i++)
        out[offset + stride * count++] = packed[at++]!
    else if (control !== -128 && at < to) {
      const value = packed[at++]!
      for (let i = 0; i <= -control && count < room; i++) out[offset + stride * count++] = value
    }
  }
  return count
}
