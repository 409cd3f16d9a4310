import { join } from 'node:path'
import { readerHandlers } from '#electron/compute/reading/readerHandlers'
import { dicomFile, placed, type Attributes } from '../../../../fixtures/dicomFiles'
import { folderWith } from '../../../../fixtures/folders'
import { niftiFile } from '../../../../fixtures/niftiFiles'
import type { Answers } from '../childrenInHand'
import { openHost } from '../openHost'

/** The reading child's own handlers: files are really read. */
export const realReader = (): Answers => ({ reading: readerHandlers().reading })

/** One slice of a DICOM series, 8 mm from the one before. */
export const slice = (instance: number, more: Attributes = {}): Uint8Array =>
  dicomFile({ more: { ...placed({ zMm: 100 - 8 * instance, instance }), ...more } })

export const patient = (id: string, name = `${id}^Nobody`): Attributes => ({
  0x00100010: ['PN', name],
  0x00100020: ['LO', id],
})

/** A volume of its own: `code` makes its bytes, and so its study, different. */
export const volume = (code: number): Uint8Array =>
  niftiFile({ shape: [4, 4, 3], voxels: new Uint8Array(96).fill(code) })

/** A data folder of these files, and a Septum that has looked through it. */
export async function shelf(files: Readonly<Record<string, Uint8Array | string>>) {
  const root = folderWith(
    Object.fromEntries(Object.entries(files).map(([name, bytes]) => [`data/${name}`, bytes])),
  )
  const [workspace, data] = [join(root, 'workspace'), join(root, 'data')]
  const opened = await openHost(workspace, realReader(), { volumes: async () => [root] })
  const summary = await opened.septum.library.add({ folder: data })
  return { ...opened, root, workspace, data, summary }
}
