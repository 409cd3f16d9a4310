/** Between two turns of others at the latest, milliseconds. */
const longestMs = 10

/** Reading heads of files blocks the thread: whoever reads many lets messages and other work in now and then. */
export function turns(): () => Promise<void> {
  let last = performance.now()
  return async () => {
    if (performance.now() - last < longestMs) return
    await new Promise((resolve) => setImmediate(resolve))
    last = performance.now()
  }
}
