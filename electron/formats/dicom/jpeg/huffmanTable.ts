/** A canonical Huffman code (ITU-T T.81 annex C), by code length 1 to 16. */
export interface HuffmanTable {
  /** By the next 8 bits: length × 256 + symbol for codes of at most 8 bits, else 0. */
  readonly short: Uint16Array
  readonly firstCode: Int32Array
  readonly firstIndex: Int32Array
  readonly counts: Int32Array
  readonly symbols: Uint8Array
}

/** `lengths`: how many codes have 1, 2, … 16 bits. Throws where they are more than fit. */
export function huffmanTable(lengths: Uint8Array, symbols: Uint8Array): HuffmanTable {
  const short = new Uint16Array(256)
  const firstCode = new Int32Array(17)
  const firstIndex = new Int32Array(17)
  const counts = new Int32Array(17)
  let code = 0
  let index = 0
  for (let length = 1; length <= 16; length++) {
    const count = lengths[length - 1]!
    counts[length] = count
    firstCode[length] = code
    firstIndex[length] = index
    if (code + count > 1 << length) throw new Error('a Huffman table of the JPEG data has too many codes')
    for (let i = 0; i < count && length <= 8; i++) {
      const from = (code + i) << (8 - length)
      short.fill((length << 8) | symbols[index + i]!, from, from + (1 << (8 - length)))
    }
    code = (code + count) << 1
    index += count
  }
  return { short, firstCode, firstIndex, counts, symbols }
}
