/** A picture that a codec unpacked: interleaved by pixel, little-endian. */
export interface CodedFrame {
  readonly bytes: Uint8Array
  readonly bytesPerSample: number
  readonly signed: boolean
  /** Bits a sample that the codestream says. */
  readonly precision: number
}
