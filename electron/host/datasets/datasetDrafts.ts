import { emptyContent, type DatasetContent, type DatasetDraft } from '#shared/domain/dataset'
import type { Commanded } from '#shared/domain/datasetCommands'
import { edited, editBetween } from '#shared/domain/datasetEdits'
import { SeptumError } from '#shared/errors/SeptumError'
import type { DatasetFiles } from './datasetFiles'

/** What becomes of a content, with the edit's name; null: nothing. */
type Act = (content: DatasetContent) => Commanded | null | Promise<Commanded | null>

/** The drafts of data sets: one edit after the other, each kept with the history that takes it back (R-DS-10). */
export class DatasetDrafts {
  private turn: Promise<unknown> = Promise.resolve()

  constructor(
    private readonly files: DatasetFiles,
    private readonly now: () => string,
    /** Called after a draft was written. */
    private readonly tell: () => Promise<void>,
  ) {}

  /** Runs after all that was asked for before. */
  inTurn<T>(act: () => Promise<T>): Promise<T> {
    const mine = this.turn.then(act)
    this.turn = mine.catch(() => undefined)
    return mine
  }

  /** One edit of a draft; nothing where there is none. */
  edit(name: string, act: Act): Promise<void> {
    return this.inTurn(async () => {
      const draft = await this.files.draft(name)
      if (draft) await this.acted(draft, act)
    })
  }

  /** The same of a data set whose draft is made where there is none (R-DS-1). Throws NOT_FOUND where it may not be made anew. */
  change(name: string, act: Act, mayMake: boolean): Promise<void> {
    return this.inTurn(async () =>
      this.acted((await this.files.draft(name)) ?? (await this.freshDraft(name, mayMake)), act),
    )
  }

  /** An edit taken back, or brought back. */
  history(name: string, step: (draft: DatasetDraft) => DatasetDraft): Promise<void> {
    return this.inTurn(async () => {
      const draft = await this.files.draft(name)
      if (draft) await this.keep(step(draft))
    })
  }

  private async acted(draft: DatasetDraft, act: Act): Promise<void> {
    const done = await act(draft.content)
    const edit = done && editBetween(done.label, draft.content, done.content)
    if (edit) await this.keep(edited(draft, edit))
  }

  private async freshDraft(name: string, mayMake: boolean): Promise<DatasetDraft> {
    const newest = (await this.files.versions(name)).at(-1)
    if (newest === undefined && !mayMake) throw new SeptumError('NOT_FOUND', { kind: 'data set', id: name })
    return {
      schema: 'septum-dataset-draft/1',
      name,
      version: (newest ?? 0) + 1,
      basedOn: newest ?? null,
      savedAt: this.now(),
      content:
        newest === undefined ? emptyContent() : thawed((await this.files.version(name, newest)).content),
      done: [],
      undone: [],
    }
  }

  private async keep(draft: DatasetDraft): Promise<void> {
    await this.files.keepDraft({ ...draft, savedAt: this.now() })
    await this.tell()
  }
}

/** A frozen version's content as a draft's: what label values mean is again what the workspace remembers. */
const thawed = (content: DatasetContent): DatasetContent => ({
  ...content,
  cases: Object.fromEntries(
    Object.entries(content.cases).map(
      ([
        id,
        {
          source: { mapped: _, ...source },
          ...one
        },
      ]) => [id, { ...one, source }],
    ),
  ),
})
