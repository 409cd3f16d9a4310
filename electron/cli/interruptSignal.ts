/** Aborted at the first Ctrl+C; the second ends the program, as always. */
export function interruptSignal(): AbortSignal {
  const controller = new AbortController()
  process.once('SIGINT', () => controller.abort())
  return controller.signal
}
