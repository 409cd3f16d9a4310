/** A failure as data: what crosses between processes instead of an exception (style.md 1.3). */
export interface Fault {
  readonly code: string
  /** One sentence: what went wrong, naming the file, folder or case. */
  readonly cause: string
  /** One sentence: what the reader of the message can do about it. */
  readonly remedy: string
  /** Stack or further facts, for the disclosure below the message and for the log. */
  readonly details?: string | undefined
}

export type Result<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly fault: Fault }

export const answered = <T>(value: T): Result<T> => ({ ok: true, value })
export const refused = <T>(fault: Fault): Result<T> => ({ ok: false, fault })
