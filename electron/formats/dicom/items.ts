import type { DataSet } from 'dicom-parser'

/** The data sets of a sequence's items; [] where it is absent. */
export const items = (dataSet: DataSet | undefined, tag: string): DataSet[] =>
  (dataSet?.elements[tag]?.items ?? []).flatMap((item) => (item.dataSet ? [item.dataSet] : []))

/** A UID or other text that needs no character set, without padding; '' where it is absent. */
export const plainText = (dataSet: DataSet | undefined, tag: string): string =>
  (dataSet?.string(tag) ?? '').replaceAll('\0', '').trim()
