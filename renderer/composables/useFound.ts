import { onScopeDispose, shallowRef, watch, type Ref } from 'vue'
import type { StudyId, StudyRow } from '#shared/domain/study'
import { septum } from '#renderer/septum'

/** Typing and scans come in bursts. */
const quietMs = 120

/**
 * The studies that the host's index finds for a text; null: no text, all of them. Asked again when rows change; a late
 * answer to an older text is dropped.
 */
export function useFound(text: Ref<string>, rows: () => readonly StudyRow[]) {
  const found = shallowRef<ReadonlySet<StudyId> | null>(null)
  let asked = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  async function ask(): Promise<void> {
    const mine = ++asked
    const words = text.value.trim()
    const ids = words ? await septum.library.search({ text: words }).catch(() => null) : null
    if (mine === asked) found.value = ids && new Set(ids)
  }
  const soon = (ms: number): void => {
    clearTimeout(timer)
    timer = setTimeout(() => void ask(), ms)
  }
  watch(text, (now, before) => soon(now && before !== undefined ? 30 : 0), { immediate: true })
  watch(rows, () => text.value && soon(quietMs))
  onScopeDispose(() => clearTimeout(timer))
  return found
}
