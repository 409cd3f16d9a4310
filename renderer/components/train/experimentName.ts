import { dataName } from '../dataName'

/** Letters, digits and hyphens only, so that a name can stand in a file name on every system. */
export const plainName = (text: string): string =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')

/** Name of a new run: data, network, date, and a counter where the name is taken: `acdc-unet-2d-2026-11-21-02`. */
export function experimentName(at: {
  folder: string
  network: string
  date: string
  taken: ReadonlySet<string>
}): string {
  const stem = [plainName(dataName(at.folder)).slice(0, 40), at.network, at.date.slice(0, 10)].join('-')
  for (let count = 1; ; count++) {
    const name = count === 1 ? stem : `${stem}-${String(count).padStart(2, '0')}`
    if (!at.taken.has(name)) return name
  }
}
