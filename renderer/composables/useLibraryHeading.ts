import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import { lastPart } from '#renderer/components/lastPart'
import { useHeading } from '#renderer/stores/frame'
import { useLibraryStore } from '#renderer/stores/library'
import type { useLibraryTable } from './useLibraryTable'

/** What the frame's bars say while the Library is shown. */
export function useLibraryHeading(table: ReturnType<typeof useLibraryTable>): void {
  const { t, n } = useI18n()
  const library = useLibraryStore()
  const { shelf, selection, shown, lists } = table
  const place = computed(() => {
    const on = shelf.value
    if (on.kind === 'folder') return lastPart(on.folder)
    if (on.kind === 'tag') return `#${on.tag}`
    if (on.kind === 'worklist') return lists.value.find(({ id }) => id === on.id)?.name ?? ''
    return t(`library.list.${on.id}`)
  })
  useHeading('library', () => {
    const keys = { keys: '?', label: t('shell.keys').toLowerCase() }
    const title = t('shell.screens.library')
    if (library.rows.length === 0) {
      const hints = [{ keys: 'Ctrl+O', label: t('library.openFolder').toLowerCase() }, keys]
      return { title, detail: t('library.nothingYet'), hints }
    }
    const onProblems = shelf.value.kind === 'list' && shelf.value.id === 'problems'
    const position = t('library.selected', {
      chosen: selection.value.ids.size,
      all: n(shown.value.length, 'whole'),
    })
    return {
      title,
      detail: place.value,
      hints: [
        { keys: 'Enter', label: t('library.open').toLowerCase() },
        { keys: 'Space', label: t('library.quickLook').toLowerCase() },
        keys,
      ],
      ...(onProblems ? {} : { position }),
    }
  })
}
