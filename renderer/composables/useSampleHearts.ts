import { ref } from 'vue'
import { useI18n } from 'vue-i18n'
import type { WorkProgress } from '#shared/ipc/library'
import { toFault } from '#shared/errors/SeptumError'
import { useJobsStore } from '#renderer/stores/jobs'
import { septum } from '#renderer/septum'
import { showToast } from './toasts'

/** Makes twelve phantom hearts with known contours and adds them to the library: enough to train and to compare. */
export function useSampleHearts() {
  const jobs = useJobsStore()
  const { t } = useI18n()
  const busy = ref(false)

  /** Answers the folder; null when it failed, which has been said. */
  async function make(): Promise<string | null> {
    busy.value = true
    try {
      const { folder } = await jobs.follow<WorkProgress, { folder: string }>(
        t('train.empty.making'),
        (onProgress) => septum.library.sample({ patients: 12, seed: 7 }, onProgress),
        ({ done, total, what }) => ({ text: what, done, total }),
      )
      return folder
    } catch (error) {
      showToast(toFault(error).cause, { level: 'err', seconds: 8 })
      return null
    } finally {
      busy.value = false
    }
  }
  return { busy, make }
}
