/** The part of dcmjs 0.51 that writes files; the package brings no types. */
declare module 'dcmjs' {
  type Attributes = Record<string, unknown>
  interface DicomDict {
    dict: Attributes
    write(options?: { fragmentMultiframe?: boolean }): ArrayBuffer
  }
  export const data: {
    DicomDict: new (meta: Attributes) => DicomDict
    DicomMetaDictionary: { denaturalizeDataset(dataset: Attributes): Attributes }
  }
}
