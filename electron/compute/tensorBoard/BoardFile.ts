import {
  closeSync,
  fdatasyncSync,
  fstatSync,
  ftruncateSync,
  openSync,
  readdirSync,
  readSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { eventBytes, type BoardEvent } from './boardEvent'
import { tfRecord, wholeLength } from './tfRecord'

const isEventFile = (name: string): boolean => /^events\.out\.tfevents\.\d+\.septum$/.test(name)

/** The TensorBoard event file of a run's folder, appended to; on the disk when `write` returns. */
export class BoardFile {
  private readonly descriptor: number
  /** Was there a file with events to go on from? */
  readonly goesOn: boolean

  /** Goes on in the file that is there, after the last whole record; without one, begins it. */
  constructor(runFolder: string, at: Date) {
    const name = readdirSync(runFolder).find(isEventFile) ?? nameOf(at)
    this.descriptor = openSync(join(runFolder, name), 'a+')
    const { size } = fstatSync(this.descriptor)
    const kept = wholeLength(size, (from, count) => this.read(from, count))
    if (kept < size) ftruncateSync(this.descriptor, kept)
    this.goesOn = kept > 0
    if (!this.goesOn) this.write(at, 0, { kind: 'version' })
  }

  write(at: Date, step: number, event: BoardEvent): void {
    writeSync(this.descriptor, tfRecord(eventBytes(at, step, event)))
    fdatasyncSync(this.descriptor)
  }

  close(): void {
    closeSync(this.descriptor)
  }

  private read(from: number, count: number): Uint8Array {
    const bytes = new Uint8Array(count)
    return bytes.subarray(0, readSync(this.descriptor, bytes, 0, count, from))
  }
}

/** As TensorFlow names them, which TensorBoard sorts by; no host's name, since runs are handed on. */
const nameOf = (at: Date): string =>
  `events.out.tfevents.${String(Math.floor(at.getTime() / 1000)).padStart(10, '0')}.septum`
