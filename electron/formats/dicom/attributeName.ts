import { data } from 'dcmjs'

/** The name that the standard gives an attribute: "Patient's Name"; private and unknown ones say so. */
export function attributeName(tag: string): string {
  const known = data.DicomMetaDictionary.dictionary[`(${tag.slice(0, 4)},${tag.slice(4)})`]
  if (known?.name) return known.name.replace(/([a-z])(?=[A-Z])|([A-Z])(?=[A-Z][a-z])/g, '$& ')
  return parseInt(tag.slice(0, 4), 16) % 2 ? 'Private' : 'Unknown'
}
