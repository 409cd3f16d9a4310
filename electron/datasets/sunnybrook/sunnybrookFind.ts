import path from 'node:path'
import { fileBytes } from '#electron/formats/fileBytes'
import { below } from '../below'
import { dicomFrames } from '../seriesFile'
import { StackGroups } from '../stackGroups'
import { caseOfPath, contourName, patientTable, type ContourName } from './sunnybrookNames'
import type { FolderListing, ScanSink } from '../adapter'

export interface ContourFile extends ContourName {
  readonly file: string
}

/** All that lies below a Sunnybrook folder, not yet matched. */
export interface SunnybrookFiles {
  readonly contours: Map<string, ContourFile[]>
  readonly series: StackGroups
  /** PatientID → case, from tables that lie there. */
  readonly patients: Map<string, string>
}

/** Walks a folder and everything below it. Contours are kept by case, frames by series. */
export async function sunnybrookFiles(root: FolderListing, sink: ScanSink): Promise<SunnybrookFiles> {
  const found: SunnybrookFiles = { contours: new Map(), series: new StackGroups(), patients: new Map() }
  for await (const file of below(root, sink)) await sorted(file, path.basename(file), found, sink)
  return found
}

const add = <K, V>(map: Map<K, V[]>, key: K, value: V): void => {
  const list = map.get(key)
  if (list) list.push(value)
  else map.set(key, [value])
}

async function sorted(file: string, name: string, found: SunnybrookFiles, sink: ScanSink): Promise<void> {
  const contour = contourName(name)
  const owner = contour ? caseOfPath(file) : null
  if (contour && owner) return add(found.contours, owner, { ...contour, file })
  if (/\.csv$/i.test(name)) {
    const { bytes } = await fileBytes(file, 2 ** 20)
    for (const [id, original] of patientTable(new TextDecoder().decode(bytes)))
      found.patients.set(id, original)
    return
  }
  if (/\.(txt|md|html?|pdf|xlsx?|png|jpe?g|xz|gz|zip)$/i.test(name)) return
  for (const frame of (await dicomFrames(file, sink)) ?? []) found.series.add(frame, path.dirname(file))
}
