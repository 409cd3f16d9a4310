/** The part of dcmjs 0.51 that writes files; the package brings no types. */
declare module 'dcmjs' {
  type Dict = Record<string, unknown>
  class DicomDict {
    constructor(meta: Dict)
    dict: Dict
    write(options?: { fragmentMultiframe?: boolean }): ArrayBuffer
  }
  const dcmjs: {
    data: {
      DicomDict: typeof DicomDict
      DicomMetaDictionary: { denaturalizeDataset(dataset: Dict): Dict }
    }
  }
  export default dcmjs
}
