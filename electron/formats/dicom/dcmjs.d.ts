/** The part of dcmjs 0.51 that takes files apart and writes them; the package brings no types. */
declare module 'dcmjs' {
  type Attributes = Record<string, unknown>
  export interface DicomElement {
    readonly vr: string
    readonly Value?: readonly unknown[]
  }
  /** By tag, eight hexadecimal digits. */
  export type DicomElements = Record<string, DicomElement>
  interface DicomDict {
    dict: Attributes
    write(options?: { fragmentMultiframe?: boolean }): ArrayBuffer
  }
  export const data: {
    DicomDict: new (meta: Attributes) => DicomDict
    DicomMetaDictionary: {
      /** By tag: (0010,0010). */
      readonly dictionary: Readonly<Record<string, { readonly name?: string } | undefined>>
      denaturalizeDataset(dataset: Attributes): Attributes
    }
    DicomMessage: {
      readFile(
        buffer: ArrayBuffer,
        options?: { ignoreErrors?: boolean },
      ): { meta: DicomElements; dict: DicomElements }
    }
  }
}
