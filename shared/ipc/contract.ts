import type { z } from '#shared/domain/schema'
import type { Result } from '#shared/errors/result'

type Schema = z.ZodType

/** A question with one answer. */
export interface Call<I extends Schema = Schema, O extends Schema = Schema> {
  readonly kind: 'call'
  readonly input: I
  readonly output: O
}
/** A call that tells how far it is and can be cancelled. */
export interface Task<I extends Schema = Schema, P extends Schema = Schema, O extends Schema = Schema> {
  readonly kind: 'task'
  readonly input: I
  readonly progress: P
  readonly output: O
}
/** A call whose answer is a small header and bytes, which ride beside the messages. */
export interface Pixels<I extends Schema = Schema, O extends Schema = Schema> {
  readonly kind: 'pixels'
  readonly input: I
  readonly output: O
}
/** News from the side that serves. */
export interface Event<P extends Schema = Schema> {
  readonly kind: 'event'
  readonly payload: P
}
export type Entry = Call | Task | Pixels | Event
export type Area = Readonly<Record<string, Entry>>
export type Areas = Readonly<Record<string, Area>>

export const call = <I extends Schema, O extends Schema>(input: I, output: O): Call<I, O> => ({
  kind: 'call',
  input,
  output,
})
export const task = <I extends Schema, P extends Schema, O extends Schema>(
  input: I,
  progress: P,
  output: O,
): Task<I, P, O> => ({ kind: 'task', input, progress, output })
export const pixels = <I extends Schema, O extends Schema>(input: I, output: O): Pixels<I, O> => ({
  kind: 'pixels',
  input,
  output,
})
export const event = <P extends Schema>(payload: P): Event<P> => ({ kind: 'event', payload })

/** The part of the platform's AbortSignal that handlers need; an AbortSignal is one. */
export interface CancelSignal {
  readonly aborted: boolean
  addEventListener(type: 'abort', listener: () => void): void
  removeEventListener(type: 'abort', listener: () => void): void
}

/** What a handler of a task is given beside its input. */
export interface TaskContext<P> {
  readonly progress: (value: P) => void
  /** Aborted when the asker cancels or goes away. Cancel takes effect within a second (R-ALL-3). */
  readonly signal: CancelSignal
}
export interface PixelAnswer<H> {
  readonly header: H
  readonly bytes: Uint8Array
}

type In<S extends Schema> = z.output<S>
type Out<S extends Schema> = z.input<S>

type Handler<E extends Entry> =
  E extends Task<infer I, infer P, infer O>
    ? (input: In<I>, context: TaskContext<Out<P>>) => Promise<Out<O>>
    : E extends Pixels<infer I, infer O>
      ? (input: In<I>) => Promise<PixelAnswer<Out<O>>>
      : E extends Call<infer I, infer O>
        ? (input: In<I>) => Promise<Out<O>>
        : never

type EventNames<A extends Area> = { [K in keyof A]: A[K] extends Event ? K : never }[keyof A]

/** The functions that an area's server must have: one a call, task and pixels entry. A missing one does not compile. */
export type Handlers<A extends Area> = { readonly [K in Exclude<keyof A, EventNames<A>>]: Handler<A[K]> }
export type AllHandlers<S extends Areas> = { readonly [K in keyof S]: Handlers<S[K]> }

/** A running task as its asker sees it. */
export interface RunningTask<O> extends Promise<O> {
  readonly cancel: () => void
}

type Asker<E extends Entry> =
  E extends Task<infer I, infer P, infer O>
    ? (input: Out<I>, onProgress?: (value: In<P>) => void) => RunningTask<In<O>>
    : E extends Pixels<infer I, infer O>
      ? (input: Out<I>) => Promise<PixelAnswer<In<O>>>
      : E extends Call<infer I, infer O>
        ? (input: Out<I>) => Promise<In<O>>
        : E extends Event<infer P>
          ? (listener: (payload: In<P>) => void) => () => void
          : never

/** `septum.<area>.<name>(…)`: what the page, the command line and the host's own askers call. */
export type Client<S extends Areas> = {
  readonly [K in keyof S]: { readonly [N in keyof S[K]]: Asker<S[K][N]> }
}

type Emitter<E extends Entry> = E extends Event<infer P> ? (payload: Out<P>) => void : never
/** `emit.<area>.<event>(payload)`: how the serving side tells news to all who listen. */
export type Emitters<S extends Areas> = {
  readonly [K in keyof S]: { readonly [N in EventNames<S[K]>]: Emitter<S[K][N]> }
}

/** What crosses. `bytes` beside a message is carried natively by Electron's port, as a binary frame by the WebSocket. */
export type Message =
  | {
      readonly type: 'ask'
      readonly id: number
      readonly area: string
      readonly name: string
      readonly input: unknown
    }
  | { readonly type: 'cancel'; readonly id: number }
  | { readonly type: 'answer'; readonly id: number; readonly result: Result<unknown> }
  | { readonly type: 'progress'; readonly id: number; readonly value: unknown }
  | { readonly type: 'event'; readonly area: string; readonly name: string; readonly payload: unknown }

/** One two-way line between two processes. The three transports and the children's ports are each one of these. */
export interface Port {
  send(message: Message, bytes?: Uint8Array): void
  onMessage(listener: (message: Message, bytes?: Uint8Array) => void): void
  onClose(listener: () => void): void
  close(): void
}
