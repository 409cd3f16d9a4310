import { computed, shallowRef, watch } from 'vue'
import { noFilter, passes, StudyFilter } from '#shared/domain/studyFilter'
import type { StudyId } from '#shared/domain/study'
import { columnIds, type ColumnId } from '#renderer/components/library/columns'
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
  folderShelves,
  isOn,
  smartListIds,
  tagShelves,
  type Shelf,
  type SmartListId,
} from '#renderer/components/library/smartLists'
import { useLibraryStore } from '#renderer/stores/library'
import { useScansStore } from '#renderer/stores/scans'
import { useWorklistsStore } from '#renderer/stores/worklists'
import { useFound } from './useFound'
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
  if (shelf?.kind === 'tag' && typeof shelf.tag === 'string') return shelf
  if (shelf?.kind === 'worklist' && typeof shelf.id === 'string') return shelf
  return shelf?.kind === 'list' && smartListIds.includes(shelf.id) ? shelf : null
}

const acceptFilter = (kept: unknown): StudyFilter | null => StudyFilter.safeParse(kept).data ?? null
const acceptColumns = (kept: unknown): ColumnId[] | null =>
  Array.isArray(kept) && kept.includes('patient') ? columnIds.filter((id) => kept.includes(id)) : null
const acceptBoolean = (kept: unknown): boolean | null => (typeof kept === 'boolean' ? kept : null)

/** What the Library shows and what is chosen in it: shelf, filter, search, order, selection. */
export function useLibraryTable() {
  const library = useLibraryStore()
  const shelf = useRemembered<Shelf>('library.shelf', { kind: 'list', id: 'all' }, acceptShelf)
  const sorting = useRemembered<SortEntry[]>(
    'library.sorting',
    [{ id: 'patient', desc: false }],
    acceptSorting,
  )
  const filter = useRemembered<StudyFilter>('library.filter', noFilter, acceptFilter)
  /** Null: the usual ones. */
  const chosenColumns = useRemembered<ColumnId[] | null>('library.columns', null, acceptColumns)
  const grouped = useRemembered<boolean>('library.grouped', false, acceptBoolean)
  const scans = useScansStore()
  const worklists = useWorklistsStore()
  const query = computed({
    get: () => filter.value.text,
    set: (text) => (filter.value = { ...filter.value, text }),
  })
  const found = useFound(query, () => library.rows)
  const selection = shallowRef(nothing)
  /** The rows as the table sorted them. */
  const order = shallowRef<readonly StudyId[]>([])

  const problems = computed(() => problemGroups(library.problems, library.rows))
  const onShelf = computed(() => {
    const now = Date.now()
    return library.rows.filter((row) => isOn(shelf.value, row, now))
  })
  const shown = computed(() =>
    onShelf.value.filter((row) => passes(row, filter.value) && (found.value?.has(row.id) ?? true)),
  )
  const counts = computed(() => {
    const now = Date.now()
    const count = (id: SmartListId) =>
      library.rows.filter((row) => isOn({ kind: 'list', id }, row, now)).length
    const found = Object.fromEntries(smartListIds.map((id) => [id, count(id)])) as Record<SmartListId, number>
    return { ...found, problems: problems.value.reduce((sum, { items }) => sum + items.length, 0) }
  })
  const folders = computed(() => folderShelves(scans.folders, library.rows))
  const tags = computed(() => tagShelves(library.rows))
  const lists = computed(() =>
    worklists.list.map((list) => ({
      ...list,
      count: library.rows.filter((row) => passes(row, list.filter)).length,
    })),
  )
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
  /** Shows a shelf; a worklist brings its filter, and leaving it takes that filter away. */
  function show(next: Shelf): void {
    const list = next.kind === 'worklist' ? worklists.list.find(({ id }) => id === next.id) : undefined
    if (list) filter.value = list.filter
    else if (shelf.value.kind === 'worklist') filter.value = noFilter
    shelf.value = next
  }
  /** Everything again on this shelf; with nothing to clear, all shelves. */
  function clearFilters(): void {
    const narrowed = JSON.stringify(filter.value) !== JSON.stringify(noFilter)
    filter.value = noFilter
    if (!narrowed || shelf.value.kind === 'worklist') shelf.value = { kind: 'list', id: 'all' }
  }

  return {
    shelf,
    filter,
    query,
    chosenColumns,
    grouped,
    sorting,
    selection,
    order,
    onShelf,
    shown,
    counts,
    folders,
    tags,
    lists,
    show,
    problems,
    study,
    choose,
    chooseAll,
    move,
    clearFilters,
  }
}
