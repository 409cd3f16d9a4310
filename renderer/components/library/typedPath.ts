interface Folders {
  readonly path: string
  readonly folders: readonly { readonly name: string; readonly path: string }[]
}

/**
 * The folders that fit what was typed after the shown path: `/data/ac` beside `/data` leaves `acdc`. All of them when
 * the typed path is the shown one, or leads elsewhere.
 */
export function foldersMatching<F extends Folders>({ path, folders }: F, typed: string): F['folders'] {
  if (!typed.startsWith(path) || typed === path) return folders
  const rest = typed.slice(path.length)
  const beginsInside = /[\\/]$/.test(path) || /^[\\/]/.test(rest)
  const start = rest.replace(/^[\\/]/, '').toLowerCase()
  if (!beginsInside || /[\\/]/.test(start)) return folders
  return folders.filter(({ name }) => name.toLowerCase().startsWith(start))
}
