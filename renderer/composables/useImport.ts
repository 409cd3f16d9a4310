import { ref, shallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { toFault } from '#shared/errors/SeptumError'
import type { ScanSummary } from '#shared/ipc/library'
import type { Fault } from '#shared/errors/result'
import { lastPart } from '#renderer/components/lastPart'
import { useLibraryStore } from '#renderer/stores/library'
import { useScansStore, type ScanWords } from '#renderer/stores/scans'
import { useScreensStore } from '#renderer/stores/screens'
import { chooseFolder } from './chooseFolder'
import { showToast } from './toasts'
import type { Dropped } from './useFolderDrop'

/** Ways for studies to come in: a chosen folder, a dropped one, the sample. `fault`: why the last one did not work. */
export function useImport(showProblems: () => void) {
  const { t, n } = useI18n()
  const library = useLibraryStore()
  const scans = useScansStore()
  const screens = useScreensStore()
  const fault = shallowRef<Fault | null>(null)
  const making = ref(false)

  const words = (folder: string): ScanWords => ({
    title: t('library.scan.title', { folder: lastPart(folder) }),
    describe: ({ files, cases }) =>
      t('library.scan.counts', { files: n(files, 'whole'), cases: n(cases, 'whole') }),
  })

  /** Runs a scan and says in a toast what came of it; what went wrong stays on the screen. */
  async function scanned(scan: Promise<ScanSummary>, done: (summary: ScanSummary) => string): Promise<void> {
    fault.value = null
    try {
      const summary = await scan
      const text = done(summary)
      const { refused } = summary
      if (refused.length === 0) return showToast(text, { level: 'ok' })
      showToast(t('library.scan.withProblems', { studies: text, n: n(refused.length, 'whole') }), {
        level: 'warn',
        action: { label: t('library.scan.showProblems'), run: showProblems },
      })
    } catch (error) {
      const why = toFault(error)
      if (why.code === 'CANCELLED') showToast(t('library.scan.cancelled'))
      else fault.value = why
    }
  }

  const addFolder = (folder: string) =>
    scanned(scans.add(folder, words(folder)), ({ studies }) =>
      t('library.scan.added', { n: n(studies, 'whole'), folder: lastPart(folder) }, studies),
    )
  const rescan = (folder: string | null) =>
    scanned(
      scans.rescan(folder === null ? null : [folder], words(folder ?? t('library.allFolders'))),
      ({ filesRead, unchanged, gone }) =>
        [
          t('library.scan.again', {
            read: n(filesRead - unchanged, 'whole'),
            files: n(filesRead, 'whole'),
          }),
          ...(gone ? [t('library.scan.gone', { n: n(gone, 'whole') }, gone)] : []),
        ].join('; '),
    )
  async function locate(folder: string): Promise<void> {
    const now = await chooseFolder(
      t('library.locateTitle', { folder: lastPart(folder) }),
      t('library.locateHere'),
      t('library.locateText'),
    )
    if (!now) return
    await scanned(scans.locate(folder, now, words(now)), ({ studies }) =>
      t('library.scan.added', { n: n(studies, 'whole'), folder: lastPart(now) }, studies),
    )
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

  return { fault, making, addFolder, rescan, locate, openFolder, dropped, trySample }
}
