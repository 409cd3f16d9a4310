import { lastPart } from './lastPart'

/** What a model learnt from, in words: `Site study v2` of a version's file, `Site study` of a draft's, else the folder's last part. */
export function dataName(place: string): string {
  const [folder, name, file] = place.split(/[\\/]/).slice(-3)
  const version = /^(?:(v\d+)|draft)\.json$/.exec(file ?? '')
  return version && folder === 'datasets' && name
    ? [name, version[1] ?? []].flat().join(' ')
    : lastPart(place)
}
