import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import { placeKey } from '#shared/domain/segmentation'
import { boundaries } from '#shared/domain/structures'
import { draftsOf } from '#shared/editing/draftEdits'
import { paneMenuItems, type PaneMenuChoice } from '#renderer/components/read/paneMenu'
import { useReadingStore } from '#renderer/stores/reading'
import { usePlaceStore } from '#renderer/stores/readingPlace'
import { useToolsStore } from '#renderer/stores/readingTools'
import { useSegmentationStore } from '#renderer/stores/segmentation'
import type { Editing } from './useEditing'

/** What a right click offers in the active pane, and doing it: the same edits as by key. */
export function usePaneMenu(editing: Editing, copy: (slices: number, phases: number) => void) {
  const { t } = useI18n()
  const reading = useReadingStore()
  const place = usePlaceStore()
  const tools = useToolsStore()
  const store = useSegmentationStore()

  const drafts = computed(() => draftsOf(store.segmentation, place.place).length)
  const items = computed(() =>
    paneMenuItems({
      slice: place.slice,
      slices: reading.grid?.slices ?? 1,
      drawn: editing.activeContour.value !== undefined,
      locked: tools.locked.has(tools.boundary),
      drafts: drafts.value,
      blocked: editing.blocked.value !== null,
    }),
  )
  const labels = computed<Record<PaneMenuChoice | 'menu', string>>(() => {
    const { name } = boundaries[tools.boundary]
    const key = placeKey(place.slice, place.phase)
    const { excluded, flagged } = store.segmentation
    return {
      menu: t('read.menu.label'),
      delete: t('read.menu.delete', { name }),
      copyPrevious: t('read.menu.copyPrevious', { name }),
      copyNext: t('read.menu.copyNext', { name }),
      count: t(excluded.has(key) ? 'read.menu.include' : 'read.menu.exclude'),
      flag: t(flagged.has(key) ? 'read.menu.unflag' : 'read.menu.flag'),
      accept: t('read.acceptAll', drafts.value),
      reject: t('read.menu.reject', drafts.value),
    }
  })

  function choose(choice: PaneMenuChoice): void {
    switch (choice) {
      case 'delete':
        return editing.deleteActive()
      case 'copyPrevious':
        return copy(-1, 0)
      case 'copyNext':
        return copy(1, 0)
      case 'count':
        return void editing.toggleCounted(place.place)
      case 'flag':
        return void editing.toggleFlag()
      case 'accept':
        return void editing.accept(place.place)
      case 'reject':
        return void editing.reject(place.place)
    }
  }

  return { items, labels, choose }
}
