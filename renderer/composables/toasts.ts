import { shallowReactive } from 'vue'

/** A short sentence at the foot of the window, with an undo or another action (R-ALL-4, R-LIB-5). */
export interface Toast {
  readonly id: number
  readonly text: string
  readonly level: 'info' | 'ok' | 'warn' | 'err'
  readonly seconds: number
  /** One thing to do about it, such as Undo or Show. */
  readonly action?: { readonly label: string; readonly run: () => void }
}

const shown = shallowReactive<Toast[]>([])
let nextId = 1

/** The toasts on show, oldest first. */
export const toasts: readonly Toast[] = shown

/** Shows a toast for 4 s, or 10 s with an action, at most three at a time. */
export function showToast(
  text: string,
  more: Partial<Pick<Toast, 'level' | 'seconds' | 'action'>> = {},
): void {
  const toast: Toast = { id: nextId++, text, level: 'info', seconds: more.action ? 10 : 4, ...more }
  shown.push(toast)
  if (shown.length > 3) shown.shift()
}

export function dismissToast(id: number): void {
  const at = shown.findIndex((toast) => toast.id === id)
  if (at >= 0) shown.splice(at, 1)
}
