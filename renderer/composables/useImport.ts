import { ref, shallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { toFault } from '#shared/errors/SeptumError'
import type { Fault } from '#shared/errors/result'
import { lastPart } from '#renderer/components/lastPart'
import { useLibraryStore } from '#renderer/stores/library'
import { useScreensStore } from '#renderer/stores/screens'
import { chooseFolder } from './chooseFolder'
import { showToast } from './toasts'
import type { Dropped } from './useFolderDrop'

/** Ways for studies to come in: a chosen folder, a dropped one, the sample. `fault`: why the last one did not work. */
export function useImport(showProblems: () => void) {
  const { t, n } = useI18n()
  const library = useLibraryStore()
  const screens = useScreensStore()
  const fault = shallowRef<Fault | null>(null)
  const making = ref(false)

  async function addFolder(folder: string): Promise<void> {
    const name = lastPart(folder)
    fault.value = null
    try {
      const { studies, refused } = await library.add(folder, t('library.scan.title', { folder: name }), (p) =>
        t('library.scan.counts', { files: n(p.files, 'whole'), cases: n(p.cases, 'whole') }),
      )
      const added = t('library.scan.added', { n: n(studies, 'whole'), folder: name }, studies)
      if (refused.length === 0) return showToast(added, { level: 'ok' })
      showToast(t('library.scan.withProblems', { studies: added, n: n(refused.length, 'whole') }), {
        level: 'warn',
        action: { label: t('library.scan.showProblems'), run: showProblems },
      })
    } catch (error) {
      const why = toFault(error)
      if (why.code === 'CANCELLED') showToast(t('library.scan.cancelled'))
      else fault.value = why
    }
  }

  async function openFolder(explanation = ''): Promise<void> {
    try {
      const folder = await chooseFolder(t('library.openFolder'), t('library.scanFolder'), explanation)
      if (folder) await addFolder(folder)
    } catch (error) {
      fault.value = toFault(error)
    }
  }

  const dropped = (what: Dropped) =>
    void (what.kind === 'path' ? addFolder(what.path) : openFolder(t('library.droppedOnPage')))

  async function trySample(): Promise<void> {
    if (making.value) return
    making.value = true
    fault.value = null
    try {
      const ids = await library.makeSample(t('library.sampleTitle'))
      showToast(t('library.sampleMade'), { seconds: 8 })
      if (ids[0] && screens.screen === 'library') screens.openStudy(ids[0])
    } catch (error) {
      const why = toFault(error)
      if (why.code !== 'CANCELLED') fault.value = why
    } finally {
      making.value = false
    }
  }

  return { fault, making, addFolder, openFolder, dropped, trySample }
}
