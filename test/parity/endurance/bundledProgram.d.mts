/** A TypeScript program of this folder as one file that plain Node runs; its path. */
export function bundledProgram(name: string): string
