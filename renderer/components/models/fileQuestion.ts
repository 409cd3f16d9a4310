/** Files of a folder of which one is to be chosen. */
export interface FileQuestion {
  readonly title: string
  readonly folder: string
  readonly files: readonly { readonly name: string; readonly path: string; readonly bytes: number }[]
}
