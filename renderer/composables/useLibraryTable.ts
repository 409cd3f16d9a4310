import { computed, ref, shallowRef, watch } from 'vue'
import type { StudyId } from '#shared/domain/study'
import { problemGroups } from '#renderer/components/library/problemGroups'
import {
  all,
  extendedTo,
  moved,
  nothing,
  only,
  toggled,
  within,
} from '#renderer/components/library/selection'
import {
  foldersOf,
  isOn,
  smartListIds,
  type Shelf,
  type SmartListId,
} from '#renderer/components/library/smartLists'
import { isFound } from '#renderer/components/library/studyText'
import { useLibraryStore } from '#renderer/stores/library'
import { useRemembered } from './useRemembered'

interface SortEntry {
  id: string
  desc: boolean
}

const acceptSorting = (kept: unknown): SortEntry[] | null =>
  Array.isArray(kept) &&
  kept.every((entry) => typeof entry?.id === 'string' && typeof entry?.desc === 'boolean')
    ? kept
    : null
const acceptShelf = (kept: unknown): Shelf | null => {
  const shelf = kept as Shelf | null
  if (shelf?.kind === 'folder' && typeof shelf.folder === 'string') return shelf
  return shelf?.kind === 'list' && smartListIds.includes(shelf.id) ? shelf : null
}

/** What the Library shows and what is chosen in it: shelf, search, order, selection. */
export function useLibraryTable() {
  const library = useLibraryStore()
  const shelf = useRemembered<Shelf>('library.shelf', { kind: 'list', id: 'all' }, acceptShelf)
  const sorting = useRemembered<SortEntry[]>(
    'library.sorting',
    [{ id: 'patient', desc: false }],
    acceptSorting,
  )
  const query = ref('')
  const selection = shallowRef(nothing)
  /** The rows as the table sorted them. */
  const order = shallowRef<readonly StudyId[]>([])

  const problems = computed(() => problemGroups(library.problems, library.rows))
  const shown = computed(() => {
    const now = Date.now()
    return library.rows.filter((row) => isOn(shelf.value, row, now) && isFound(row, query.value))
  })
  const counts = computed(() => {
    const now = Date.now()
    const count = (id: SmartListId) =>
      library.rows.filter((row) => isOn({ kind: 'list', id }, row, now)).length
    const found = Object.fromEntries(smartListIds.map((id) => [id, count(id)])) as Record<SmartListId, number>
    return { ...found, problems: problems.value.reduce((sum, { items }) => sum + items.length, 0) }
  })
  const folders = computed(() => foldersOf(library.rows))
  const study = computed(() => {
    const id = selection.value.cursor
    return id !== null && selection.value.ids.has(id) ? (library.rowsById.get(id) ?? null) : null
  })

  // Always one study is chosen where there is any: after a removal the one that took its place.
  watch(order, (ids, before) => {
    const kept = within(selection.value, ids)
    const at = selection.value.cursor === null ? 0 : before.indexOf(selection.value.cursor)
    const next = ids[Math.min(ids.length - 1, Math.max(0, at))]
    selection.value = kept.ids.size === 0 && next !== undefined ? only(next) : kept
  })
  // The table itself is not there to say so.
  watch(shown, (rows) => {
    if (rows.length === 0) order.value = []
  })

  function choose(id: StudyId, how: 'only' | 'toggle' | 'extend'): void {
    if (how === 'only') selection.value = only(id)
    else if (how === 'toggle') selection.value = toggled(selection.value, id)
    else selection.value = extendedTo(selection.value, id, order.value)
  }
  const chooseAll = (on: boolean) => {
    selection.value = on ? all(order.value, selection.value) : nothing
  }
  const move = (by: number, extend: boolean) => {
    selection.value = moved(selection.value, by, order.value, extend)
  }
  function clearFilters(): void {
    query.value = ''
    shelf.value = { kind: 'list', id: 'all' }
  }

  return {
    shelf,
    query,
    sorting,
    selection,
    order,
    shown,
    counts,
    folders,
    problems,
    study,
    choose,
    chooseAll,
    move,
    clearFilters,
  }
}
