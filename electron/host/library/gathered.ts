/** Answers once it was quiet for a while after a row of calls, or when the first of them has waited long. */
export function gathered(
  { quietMs, longestMs }: { quietMs: number; longestMs: number },
  pass: () => void,
): { add(): void; close(): void } {
  let quiet: NodeJS.Timeout | undefined
  let longest: NodeJS.Timeout | undefined
  const close = (): void => {
    clearTimeout(quiet)
    clearTimeout(longest)
    longest = undefined
  }
  const flush = (): void => {
    close()
    pass()
  }
  return {
    add() {
      clearTimeout(quiet)
      quiet = setTimeout(flush, quietMs).unref()
      longest ??= setTimeout(flush, longestMs).unref()
    },
    close,
  }
}
