/** A plane turned by half a turn about its centre; its own inverse (datasets P1). */
export const rotate180 = <P extends Float32Array | Uint8Array>(plane: P): P => plane.slice().reverse() as P
