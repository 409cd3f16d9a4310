/** Reverses the bytes of each `width`-byte number in place. */
export function swapBytes(bytes: Uint8Array, width: number): void {
  if (width === 1) return
  for (let at = 0; at + width <= bytes.length; at += width) bytes.subarray(at, at + width).reverse()
}
