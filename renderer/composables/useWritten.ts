import { computed, type Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import type { StudyId, StudyRow } from '#shared/domain/study'
import type { Annotation } from '#shared/ipc/library'
import { toFault } from '#shared/errors/SeptumError'
import { useLibraryStore } from '#renderer/stores/library'
import { showToast } from './toasts'

/** Tags and notes of the chosen studies; every change can be taken back from its toast. */
export function useWritten(chosen: Ref<readonly StudyRow[]>) {
  const { t } = useI18n()
  const library = useLibraryStore()
  /** Tags that all of the chosen carry. */
  const tags = computed(() => {
    const [first, ...rest] = chosen.value
    return first ? first.tags.filter((tag) => rest.every((row) => row.tags.includes(tag))) : []
  })

  async function change(studies: Record<StudyId, Partial<Annotation>>, said: string): Promise<void> {
    try {
      const before = await library.annotate(studies)
      const undo = () => void library.annotate(before).catch(failed)
      showToast(said, { action: { label: t('controls.undo'), run: undo } })
    } catch (error) {
      failed(error)
    }
  }
  const failed = (error: unknown) => showToast(toFault(error).cause, { level: 'err' })
  const each = (of: (row: StudyRow) => Partial<Annotation>) =>
    Object.fromEntries(chosen.value.map((row) => [row.id, of(row)]))

  return {
    tags,
    addTag: (tag: string) =>
      change(
        each((row) => ({ tags: [...row.tags.filter((one) => one !== tag), tag] })),
        t('library.tagged', { tag, n: chosen.value.length }, chosen.value.length),
      ),
    dropTag: (tag: string) =>
      change(
        each((row) => ({ tags: row.tags.filter((one) => one !== tag) })),
        t('library.untagged', { tag, n: chosen.value.length }, chosen.value.length),
      ),
    setNote: (note: string) =>
      change(
        each(() => ({ note })),
        t('library.noteKept'),
      ),
  }
}
