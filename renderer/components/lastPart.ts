/** The last part of a path with either kind of slash: the name of a folder or file. */
export const lastPart = (path: string): string => path.split(/[\\/]/).findLast((part) => part !== '') ?? path
