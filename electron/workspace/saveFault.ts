import { SeptumError } from '#shared/errors/SeptumError'

/** The `code` of a Node system error, such as ENOENT; '' for anything else. */
export function systemCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : ''
}

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'it may not be written to',
  EPERM: 'it may not be written to',
  EROFS: 'the disk is write-protected',
  ENOENT: 'its folder is gone',
  ENOTDIR: 'a part of its path is not a folder',
  EIO: 'the disk reported an error',
  EMFILE: 'too many files are open',
}

/** What went wrong while `file` was saved: DISK_FULL or SAVE_FAILED with the reason in words. */
export function saveFault(error: unknown, file: string): SeptumError {
  if (error instanceof SeptumError) return error
  const code = systemCode(error)
  if (code === 'ENOSPC' || code === 'EDQUOT') return new SeptumError('DISK_FULL', { file }, { cause: error })
  const reason = reasons[code] ?? (error instanceof Error ? error.message : String(error))
  return new SeptumError('SAVE_FAILED', { file, reason }, { cause: error })
}
