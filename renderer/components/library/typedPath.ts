interface Folders {
  readonly path: string
  readonly folders: readonly { readonly name: string; readonly path: string }[]
}

/** A folder's path ready for the next name to be typed: `/data/`, `C:\Studies\`. */
export function readyToType(path: string): string {
  if (/[\\/]$/.test(path)) return path
  return path + (/^[A-Za-z]:\\|^\\\\/.test(path) ? '\\' : '/')
}

/** Whether what was typed is the folder itself, with or without a separator at its end. */
export const isSameFolder = (typed: string, path: string): boolean => readyToType(typed) === readyToType(path)

/**
 * The folders that fit what was typed after the shown path: `/data/ac` beside `/data` leaves `acdc`. All of them when
 * the typed path is the shown one, or leads elsewhere.
 */
export function foldersMatching<F extends Folders>({ path, folders }: F, typed: string): F['folders'] {
  const inside = readyToType(path)
  if (isSameFolder(typed, path) || !typed.startsWith(inside)) return folders
  const start = typed.slice(inside.length).toLowerCase()
  return /[\\/]/.test(start) ? folders : folders.filter(({ name }) => name.toLowerCase().startsWith(start))
}
