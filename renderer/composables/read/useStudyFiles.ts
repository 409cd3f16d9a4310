import { ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { toFault } from '#shared/errors/SeptumError'
import { chooseFolder } from '#renderer/composables/chooseFolder'
import { showToast } from '#renderer/composables/toasts'
import { septum } from '#renderer/septum'
import { useReadingStore } from '#renderer/stores/reading'

/** Files that leave the study: masks, and a rescue copy when the workspace takes nothing (R-AS-4). */
export function useStudyFiles() {
  const { t } = useI18n()
  const reading = useReadingStore()
  const exporting = ref(false)

  function told(error: unknown): void {
    const { cause, remedy } = toFault(error)
    showToast(`${cause} ${remedy}`, { level: 'err', seconds: 12 })
  }

  async function exportMasks(): Promise<void> {
    const id = reading.opened?.id
    const folder = id && (await chooseFolder(t('read.exportChoose'), t('read.exportAction')))
    if (!id || !folder) return
    exporting.value = true
    try {
      const { files } = await septum.studies.exportMasks({ id, folder })
      showToast(t('read.exported', { n: files.length, folder }, files.length), { level: 'ok', seconds: 8 })
    } catch (error) {
      told(error)
    } finally {
      exporting.value = false
    }
  }

  async function rescue(): Promise<void> {
    const id = reading.opened?.id
    const folder = id && (await chooseFolder(t('read.rescueChoose'), t('read.rescueAction')))
    if (!id || !folder) return
    try {
      const { file } = await septum.studies.rescue({ id, folder })
      showToast(t('read.rescued', { file }), { level: 'ok', seconds: 10 })
    } catch (error) {
      told(error)
    }
  }

  return { exporting, exportMasks, rescue }
}
