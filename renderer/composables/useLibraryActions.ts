import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import { lastPart } from '#renderer/components/lastPart'
import type { StudyRow } from '#shared/domain/study'
import { toFault } from '#shared/errors/SeptumError'
import { useLibraryStore } from '#renderer/stores/library'
import { useScansStore } from '#renderer/stores/scans'
import { useWorklistsStore } from '#renderer/stores/worklists'
import { showToast } from './toasts'
import type { useLibraryTable } from './useLibraryTable'

/** What is done with chosen studies, folders and worklists; what can be taken back says so in its toast. */
export function useLibraryActions(table: ReturnType<typeof useLibraryTable>) {
  const { t } = useI18n()
  const library = useLibraryStore()
  const scans = useScansStore()
  const worklists = useWorklistsStore()
  const chosen = computed(() =>
    [...table.selection.value.ids].flatMap((id): StudyRow[] => {
      const row = library.rowsById.get(id)
      return row ? [row] : []
    }),
  )
  const undo = (run: () => Promise<unknown>) => ({
    action: { label: t('controls.undo'), run: () => void run().catch(failed) },
  })
  const failed = (error: unknown) => showToast(toFault(error).cause, { level: 'err' })

  async function remove(): Promise<void> {
    const ids = chosen.value.map(({ id }) => id)
    if (ids.length === 0) return
    try {
      await library.remove(ids)
      showToast(
        t('library.removed', { n: ids.length }, ids.length),
        undo(() => library.restore(ids)),
      )
    } catch (error) {
      failed(error)
    }
  }
  async function unlink(folder: string): Promise<void> {
    try {
      await scans.unlink(folder)
      const words = { title: t('library.scan.title', { folder: lastPart(folder) }), describe: () => '' }
      showToast(
        t('library.unlinked', { folder: lastPart(folder) }),
        undo(() => scans.add(folder, words)),
      )
    } catch (error) {
      failed(error)
    }
  }
  async function saveWorklist(name: string): Promise<void> {
    try {
      const { id } = await worklists.save(name, table.filter.value)
      table.shelf.value = { kind: 'worklist', id }
      showToast(t('library.worklistKept', { name }), { level: 'ok' })
    } catch (error) {
      failed(error)
    }
  }
  async function dropWorklist(id: string): Promise<void> {
    const before = worklists.list
    const name = before.find((list) => list.id === id)?.name ?? ''
    if (table.shelf.value.kind === 'worklist' && table.shelf.value.id === id)
      table.show({ kind: 'list', id: 'all' })
    try {
      await worklists.drop(id)
      showToast(
        t('library.worklistDropped', { name }),
        undo(() => worklists.set(before)),
      )
    } catch (error) {
      failed(error)
    }
  }
  async function copy(text: string): Promise<void> {
    await navigator.clipboard.writeText(text)
    showToast(t('library.copiedProblems'), { level: 'ok' })
  }

  return { chosen, remove, unlink, saveWorklist, dropWorklist, copy }
}
