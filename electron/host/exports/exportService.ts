import { randomBytes } from 'node:crypto'
import { isAbsolute } from 'node:path'
import type { CancelSignal } from '#shared/ipc/contract'
import type { WorkProgress } from '#shared/ipc/library'
import type {
  DeidentifyOptions,
  DeidentifyOrder,
  DeidentifyOutcome,
  DeidentifySurvey,
  KeyFile,
  PreviewLine,
} from '#shared/domain/deidentify'
import { SeptumError } from '#shared/errors/SeptumError'
import type { HostContext } from '../hostContext'
import { cancellable } from '../jobs/cancellable'
import { isBelow, type KnownFolders } from '../library/knownFolders'
import type { LibraryService } from '../library/libraryService'

type Work = { readonly progress: (value: WorkProgress) => void; readonly signal: CancelSignal }

/** Copies of studies of the Library without identity. The reading child does the work; the originals are only read. */
export class ExportService {
  /** What stand-ins are made from: a preview shows those of the copies that follow, and the next copies have others. */
  private secret = freshSecret()

  constructor(
    private readonly host: HostContext,
    private readonly library: Pick<LibraryService, 'source'>,
    private readonly known: Pick<KnownFolders, 'paths'>,
  ) {}

  /** Errors: NOT_FOUND, PATH_OUTSIDE, CANCELLED. */
  survey(studies: readonly string[], { progress, signal }: Work): Promise<DeidentifySurvey> {
    const cases = studies.map((id) => this.library.source(id))
    return cancellable(this.host.reader.reading.surveyExport({ cases }, progress), signal)
  }

  /** Errors: NOT_FOUND, PATH_OUTSIDE, PASSPHRASE_MISSING, FILE_MALFORMED, and those of reading the file. */
  preview(
    study: string,
    file: number,
    options: DeidentifyOptions,
    key: KeyFile | null,
  ): Promise<PreviewLine[]> {
    const source = this.library.source(study)
    if (key) wholePath(key.file)
    return this.host.reader.reading.previewExport({ source, file, options, key, secret: this.secret })
  }

  /** Errors: those of `exportDeidentified`. */
  async deidentify(
    { studies, ...order }: DeidentifyOrder & { readonly studies: readonly string[] },
    { progress, signal }: Work,
  ): Promise<DeidentifyOutcome> {
    wholePath(order.out)
    if (order.key) wholePath(order.key.file)
    const cases = studies.map((id) => this.library.source(id))
    const lies = cases.map(({ folder }) => folder)
    const linked = this.known.paths().filter((root) => lies.some((folder) => isBelow(root, folder)))
    const asked = this.host.reader.reading.deidentify(
      { ...order, cases, sourceFolders: [...new Set([...lies, ...linked])], secret: this.secret },
      progress,
    )
    const outcome = await cancellable(asked, signal)
    this.secret = freshSecret()
    await this.host.audit.record('export.deidentify', {
      ...{ folder: order.out, studies: studies.join(', '), files: outcome.files.length },
      confirmed: order.confirmed.join(', '),
      leftOut: order.leftOut.join(', '),
      key: order.key ? 'kept' : 'none',
    })
    return outcome
  }
}

const freshSecret = (): string => randomBytes(32).toString('hex')

function wholePath(file: string): void {
  if (!isAbsolute(file)) throw new SeptumError('SAVE_FAILED', { file, reason: 'this is not a whole path' })
}
