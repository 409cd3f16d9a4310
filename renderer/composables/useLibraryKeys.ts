import { onScopeDispose } from 'vue'
import { useI18n } from 'vue-i18n'
import { useScreensStore } from '#renderer/stores/screens'
import { captures, useKeys } from './useKeys'
import type { useLibraryTable } from './useLibraryTable'

interface LibraryActions {
  readonly open: () => void
  readonly openFolder: () => void
  readonly trySample: () => void
  readonly remove: () => void
  readonly look: () => void
  readonly dataset: () => void
  readonly deidentify: () => void
  readonly search: () => void
  readonly rescan: () => void
  readonly preview: () => void
}

/** The Library's keys (R-LIB-8). A letter or digit alone begins a search. */
export function useLibraryKeys(table: ReturnType<typeof useLibraryTable>, actions: LibraryActions): void {
  const { t } = useI18n()
  const screens = useScreensStore()
  const step = (by: number) => (event?: KeyboardEvent) => table.move(by, event?.shiftKey ?? false)

  useKeys('library', () => [
    { keys: ['Enter'], label: t('library.open'), run: actions.open },
    { keys: ['Space'], label: t('library.quickLook'), run: actions.look },
    { keys: ['Ctrl+D'], label: t('library.useInDataset'), run: actions.dataset },
    { keys: ['Ctrl+Shift+D'], label: t('deidentify.action'), run: actions.deidentify },
    { keys: ['Delete'], label: t('library.remove'), run: actions.remove },
    { keys: ['ArrowUp', 'Shift+ArrowUp'], label: t('library.moveUp'), run: step(-1), listed: false },
    { keys: ['ArrowDown', 'Shift+ArrowDown'], label: t('library.moveDown'), run: step(1), listed: false },
    { keys: ['PageUp'], label: t('library.pageUp'), run: step(-15), listed: false },
    { keys: ['PageDown'], label: t('library.pageDown'), run: step(15), listed: false },
    { keys: ['Home'], label: t('library.first'), run: step(-1e6), listed: false },
    { keys: ['End'], label: t('library.last'), run: step(1e6), listed: false },
    { keys: ['Ctrl+A'], label: t('library.selectAll'), run: () => table.chooseAll(true) },
    { keys: ['Ctrl+F'], label: t('library.search'), run: actions.search },
    { keys: ['F5'], label: t('library.rescanAll'), run: actions.rescan },
    { keys: ['Ctrl+Shift+P'], label: t('library.togglePreview'), run: actions.preview },
    { keys: [], label: t('library.clearFilters'), run: table.clearFilters },
    { keys: [], label: t('library.trySample'), run: actions.trySample },
  ])
  useKeys('everywhere', () => [
    {
      keys: ['Ctrl+O'],
      label: t('library.openFolder'),
      run: () => {
        screens.open('library')
        actions.openFolder()
      },
    },
  ])

  function typed(event: KeyboardEvent): void {
    const { key, ctrlKey, metaKey, altKey } = event
    const letter = key.length === 1 && /[\p{L}\p{N}]/u.test(key)
    if (screens.screen !== 'library' || !letter || ctrlKey || metaKey || altKey) return
    if (event.defaultPrevented || captures(event.target, key)) return
    event.preventDefault()
    table.query.value += key
    actions.search()
  }
  window.addEventListener('keydown', typed)
  onScopeDispose(() => window.removeEventListener('keydown', typed))
}
