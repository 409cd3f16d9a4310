import { shallowRef } from 'vue'
import { defineStore } from 'pinia'
import type { StudyFilter, Worklist } from '#shared/domain/studyFilter'
import { septum } from '#renderer/septum'

/** Saved filters (F-LI-3). The host keeps them with the workspace. */
export const useWorklistsStore = defineStore('worklists', () => {
  const list = shallowRef<readonly Worklist[]>([])
  septum.library.worklistsChanged(({ worklists }) => (list.value = worklists))

  async function load(): Promise<void> {
    list.value = await septum.library.worklists()
  }
  const set = (worklists: readonly Worklist[]) => septum.library.setWorklists({ worklists: [...worklists] })

  /** Keeps a filter under a name; one of the same name is replaced. */
  async function save(name: string, filter: StudyFilter): Promise<Worklist> {
    const before = list.value.find((one) => one.name === name)
    const worklist = { id: before?.id ?? crypto.randomUUID(), name, filter }
    await set([...list.value.filter((one) => one.id !== worklist.id), worklist])
    return worklist
  }
  const drop = (id: string) => set(list.value.filter((one) => one.id !== id))

  return { list, load, set, save, drop }
})
