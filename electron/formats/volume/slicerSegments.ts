import { headerText } from './textHeader'

/** The names of label values in an NRRD header as 3D Slicer writes them: `Segment0_Name:=LV`, `Segment0_LabelValue:=1`. */
export function slicerSegments(head: Uint8Array): Map<number, string> {
  const [header = ''] = headerText(head).split(/\r?\n\r?\n/, 1)
  const parts = new Map<string, { name?: string; value?: number }>()
  for (const [, number, key, text] of header.matchAll(/^Segment(\d+)_(Name|LabelValue):=(.*)$/gm)) {
    const part = parts.get(number!) ?? {}
    parts.set(number!, key === 'Name' ? { ...part, name: text!.trim() } : { ...part, value: Number(text) })
  }
  return new Map(
    [...parts.values()].flatMap(({ name, value }): [number, string][] =>
      name && value !== undefined && Number.isInteger(value) ? [[value, name]] : [],
    ),
  )
}
