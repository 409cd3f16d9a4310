const shortOfMemory = [
  'failed to allocate memory', // ONNX Runtime's arena
  'bad_alloc', // its native part, outside the arena
  'bad allocation', // the same on Windows
  'array buffer allocation failed', // JavaScript's own buffers
  'invalid typed array length',
  'cannot allocate memory', // the system, to ONNX Runtime's threads
  'out of memory', // cards
  'e_outofmemory',
]

const lostDevice = [
  'device was lost',
  'device lost',
  'device is lost',
  'device removed',
  'device_removed',
  '887a0005', // DXGI_ERROR_DEVICE_REMOVED
  '887a0007', // DXGI_ERROR_DEVICE_RESET
]

const says = (error: unknown, words: readonly string[]): boolean => {
  const text = String(error instanceof Error ? error.message : error).toLowerCase()
  return words.some((word) => text.includes(word))
}

/** Did an allocation fail? ONNX Runtime and JavaScript tell it in words only; read here and nowhere else. */
export const ranOutOfMemory = (error: unknown): boolean => says(error, shortOfMemory)

/** Did a graphics card go away in the midst of its work: driver reset, card unplugged, too long a run? */
export const lostItsDevice = (error: unknown): boolean => says(error, lostDevice)
