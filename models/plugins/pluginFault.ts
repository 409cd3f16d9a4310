import { SeptumError } from '#shared/errors/SeptumError'

export const pluginFailed = (id: string, reason: string, cause?: unknown): SeptumError =>
  new SeptumError('PLUGIN_FAILED', { id, reason }, { cause })

/** What a plug-in's own function gives; what it throws becomes PLUGIN_FAILED. */
export function called<T>(id: string, what: string, body: () => T): T {
  try {
    return body()
  } catch (error) {
    if (error instanceof SeptumError) throw error
    throw pluginFailed(id, `its ${what} says: ${wordsOf(error)}`, error)
  }
}

/** The first line, which may be anything: a plug-in may throw what is no Error. */
export function wordsOf(error: unknown): string {
  const text =
    error instanceof Error
      ? error.message
      : typeof error === 'string'
        ? error
        : 'something else than an Error'
  return text.split('\n')[0]!.slice(0, 200).replace(/\.$/, '') || 'nothing'
}
