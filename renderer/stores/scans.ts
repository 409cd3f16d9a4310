import { computed, shallowRef } from 'vue'
import { defineStore } from 'pinia'
import type { RunningTask } from '#shared/ipc/contract'
import type { LinkedFolder, Scanning, ScanProgress, ScanSummary } from '#shared/ipc/library'
import { septum } from '#renderer/septum'
import { useJobsStore } from './jobs'

/** What a scan is called in the list of jobs, and how far it is in words. */
export interface ScanWords {
  readonly title: string
  readonly describe: (progress: ScanProgress) => string
}

/** A look of a few hundred files that nobody asked for would only flicker. */
const worthShowing = 500

/** The linked folders, and the scan under way, whoever asked for it. */
export const useScansStore = defineStore('scans', () => {
  const folders = shallowRef<readonly LinkedFolder[]>([])
  const now = shallowRef<Scanning>(null)
  const scan = computed(() =>
    now.value && (!now.value.watched || now.value.files > worthShowing) ? now.value : null,
  )

  septum.library.scanning((news) => (now.value = news.scan))
  septum.library.foldersChanged((news) => (folders.value = news.folders))
  async function load(): Promise<void> {
    folders.value = await septum.library.folders()
  }

  const follow = (
    { title, describe }: ScanWords,
    start: (onProgress: (progress: ScanProgress) => void) => RunningTask<ScanSummary>,
  ) =>
    useJobsStore().follow(title, start, (progress: ScanProgress) => ({
      text: describe(progress),
      done: progress.files,
      total: progress.total,
    }))

  /** Each rejects with what the host says, CANCELLED among it. What was found before is kept. */
  const add = (folder: string, words: ScanWords) =>
    follow(words, (tell) => septum.library.add({ folder }, tell))
  const rescan = (asked: string[] | null, words: ScanWords) =>
    follow(words, (tell) => septum.library.rescan({ folders: asked }, tell))
  const locate = (folder: string, to: string, words: ScanWords) =>
    follow(words, (tell) => septum.library.locate({ folder, now: to }, tell))

  return {
    folders,
    scan,
    load,
    add,
    rescan,
    locate,
    pause: (paused: boolean) => septum.library.pauseScan({ paused }),
    stop: () => septum.library.stopScan(),
    watch: (folder: string, on: boolean) => septum.library.watch({ folder, on }),
    unlink: (folder: string) => septum.library.unlink({ folder }),
  }
})
