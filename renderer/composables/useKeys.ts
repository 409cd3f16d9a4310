import { computed, onScopeDispose, shallowReactive, toValue, type MaybeRefOrGetter } from 'vue'
import { useScreensStore, type ScreenId } from '#renderer/stores/screens'
import { chordOf } from './chord'

/** Something a key can do; it stands in the command palette and in the `?` overlay too (R-ALL-9). */
export interface KeyAction {
  /** Chords as `chordOf` names them (`Ctrl+O`, `Shift+I`, `ArrowUp`, `[`, `Space`); none: palette only. */
  readonly keys: readonly string[]
  readonly label: string
  readonly run: (event?: KeyboardEvent) => void
  /** Called when the key is let go, for keys that are held. */
  readonly release?: () => void
  readonly enabled?: () => boolean
  /** False: not in the palette, such as moving by arrows. */
  readonly listed?: boolean
}

export type KeyContext = ScreenId | 'everywhere'

interface Registered {
  readonly context: KeyContext
  readonly actions: MaybeRefOrGetter<readonly KeyAction[]>
}

const registered = shallowReactive(new Set<Registered>())

/** Registers a screen's keys for as long as the calling component lives; they act while that screen is shown. */
export function useKeys(context: KeyContext, actions: MaybeRefOrGetter<readonly KeyAction[]>): void {
  const entry: Registered = { context, actions }
  registered.add(entry)
  onScopeDispose(() => registered.delete(entry))
}

/** Every action of a context, in the order of registration. */
export const actionsOf = (context: KeyContext): readonly KeyAction[] =>
  [...registered].filter((entry) => entry.context === context).flatMap((entry) => [...toValue(entry.actions)])

/** Where keys belong to the focused thing: fields take letters (R-ALL-10), dialogs and lists take everything. */
export function captures(target: EventTarget | null, chord: string): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target.closest('[role=dialog], [role=menu], [role=listbox]')) return true
  const field = target.closest('input, textarea, select, [contenteditable=true]')
  const plain = !/^(Ctrl|Alt)\+/.test(chord) && !/^F\d+$/.test(chord)
  const editing = /^Ctrl\+(Shift\+)?([ACVXZY]|Arrow\w+|Backspace|Delete|Home|End)$/.test(chord)
  if (field instanceof HTMLInputElement && ['checkbox', 'radio', 'button'].includes(field.type))
    return chord === 'Space'
  if (field) return plain || editing
  if (target.closest('[role=slider]')) return /^(Arrow\w+|Home|End|Page\w+)$/.test(chord)
  const pressed = target.closest('button, a, [role=button], [role=tab], summary')
  return pressed !== null && /^(Space|Enter)$/.test(chord) && target.matches(':focus-visible')
}

/** Listens to the keyboard for all screens; called once, by the shell. */
export function useKeyboard(): void {
  const screens = useScreensStore()
  const held = new Map<string, () => void>()

  function pressed(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.isComposing) return
    const chord = chordOf(event)
    if (captures(event.target, chord)) return
    for (const context of [screens.screen, 'everywhere'] as const) {
      const action = actionsOf(context).findLast(
        ({ keys, enabled }) => keys.includes(chord) && (enabled?.() ?? true),
      )
      if (!action) continue
      event.preventDefault()
      if (action.release) {
        if (held.has(event.code)) return
        held.set(event.code, action.release)
      }
      action.run(event)
      return
    }
  }
  function released(event: KeyboardEvent): void {
    held.get(event.code)?.()
    held.delete(event.code)
  }
  const releaseAll = () => {
    for (const release of held.values()) release()
    held.clear()
  }

  window.addEventListener('keydown', pressed)
  window.addEventListener('keyup', released)
  window.addEventListener('blur', releaseAll)
  onScopeDispose(() => {
    window.removeEventListener('keydown', pressed)
    window.removeEventListener('keyup', released)
    window.removeEventListener('blur', releaseAll)
  })
}

/** The actions of the screen that is shown and of every screen, for the palette and the overlay. */
export function useActions() {
  const screens = useScreensStore()
  return computed(() => ({ screen: actionsOf(screens.screen), everywhere: actionsOf('everywhere') }))
}
