import { lastPart } from '../lastPart'

interface Place {
  readonly folder: string
  readonly version: { readonly name: string; readonly version: number; readonly state: string } | null
}

/** `Site study v2`, `Site study v3 (draft)`, or the folder's last part. */
export const placeName = ({ folder, version }: Place, draft: string): string =>
  version
    ? `${version.name} v${version.version}${version.state === 'draft' ? ` (${draft})` : ''}`
    : lastPart(folder)
