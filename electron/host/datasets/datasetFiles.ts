import { mkdir, readdir, rename, rm } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { DatasetDraft, DatasetName, DatasetVersion } from '#shared/domain/dataset'
import { CheckedCase } from '#shared/domain/datasetCheck'
import { z } from '#shared/domain/schema'
import { SeptumError } from '#shared/errors/SeptumError'
import { readJson, writeJson } from '#electron/workspace/jsonFile'
import { systemCode } from '#electron/workspace/saveFault'

const Checks = z.object({ checked: z.array(CheckedCase) })

/**
 * `datasets/<name>/`: frozen versions, the draft, what the last check found, contours that were taken; `datasets/.trash`: what
 * was removed.
 */
export class DatasetFiles {
  constructor(private readonly root: string) {}

  folder(name: string): string {
    return join(this.root, DatasetName.parse(name))
  }
  versionFile(name: string, version: number): string {
    return join(this.folder(name), `v${version}.json`)
  }
  draftFile(name: string): string {
    return join(this.folder(name), 'draft.json')
  }

  async names(): Promise<string[]> {
    const entries = await readdir(this.root, { withFileTypes: true }).catch(absent([]))
    return entries
      .filter((entry) => entry.isDirectory() && DatasetName.safeParse(entry.name).success)
      .map(({ name }) => name)
      .sort(new Intl.Collator('en', { numeric: true }).compare)
  }

  /** Numbers of the frozen versions, ascending. */
  async versions(name: string): Promise<number[]> {
    const files = await readdir(this.folder(name)).catch(absent<string[]>([]))
    return files
      .flatMap((file) => /^v(\d+)\.json$/.exec(file)?.[1] ?? [])
      .map(Number)
      .sort((a, b) => a - b)
  }

  /** Throws NOT_FOUND, FILE_MALFORMED. */
  async version(name: string, version: number): Promise<DatasetVersion> {
    const found = await readJson(this.versionFile(name, version), DatasetVersion)
    if (!found) throw new SeptumError('NOT_FOUND', { kind: 'data-set version', id: `${name} v${version}` })
    return found
  }

  /** The frozen version whose file this is; null: it is no such file. Throws FILE_MALFORMED. */
  async versionAt(file: string): Promise<DatasetVersion | null> {
    const name = basename(dirname(file))
    const number = Number(/^v(\d+)\.json$/.exec(basename(file))?.[1] ?? 0)
    const mine = DatasetName.safeParse(name).success && this.versionFile(name, number) === resolve(file)
    return mine ? readJson(file, DatasetVersion) : null
  }

  draft(name: string): Promise<DatasetDraft | null> {
    return readJson(this.draftFile(name), DatasetDraft)
  }
  async keepDraft(draft: DatasetDraft): Promise<void> {
    await writeJson(this.draftFile(draft.name), draft)
  }
  async dropDraft(name: string): Promise<void> {
    await rm(this.draftFile(name), { force: true })
  }
  async keepVersion(version: DatasetVersion): Promise<void> {
    await writeJson(this.versionFile(version.name, version.version), version)
  }

  /** A damaged file of findings is worth no fault: the cases are checked again. */
  async checks(name: string): Promise<CheckedCase[]> {
    const kept = await readJson(join(this.folder(name), 'checks.json'), Checks).catch(() => null)
    return kept?.checked ?? []
  }
  async keepChecks(name: string, checked: readonly CheckedCase[]): Promise<void> {
    await writeJson(join(this.folder(name), 'checks.json'), { checked })
  }

  private trashed(name: string): string {
    return join(this.root, '.trash', DatasetName.parse(name))
  }
  async remove(name: string): Promise<void> {
    const trash = this.trashed(name)
    await rm(trash, { recursive: true, force: true })
    await mkdir(join(this.root, '.trash'), { recursive: true })
    await rename(this.folder(name), trash)
  }
  async restore(name: string): Promise<void> {
    await rename(this.trashed(name), this.folder(name)).catch((error: unknown) => {
      throw systemCode(error) === 'ENOENT'
        ? new SeptumError('NOT_FOUND', { kind: 'removed data set', id: name })
        : error
    })
  }
}

/** What stands in for a folder that is not there. */
const absent =
  <T>(instead: T) =>
  (error: unknown): T => {
    if (systemCode(error) === 'ENOENT') return instead
    throw error
  }
