import { ref, shallowRef } from 'vue'
import { defineStore } from 'pinia'
import type { AppInfo, PreparedSize } from '#shared/ipc/app'
import { septum } from '#renderer/septum'

/** The program itself: version, door, workspace, who edits, and what it remembers between starts. */
export const useAppStore = defineStore('app', () => {
  const info = shallowRef<AppInfo | null>(null)
  const remembered = shallowRef<Readonly<Record<string, unknown>>>({})
  /** Null: nobody has looked yet. */
  const prepared = shallowRef<PreparedSize | null>(null)
  const notice = ref<{ level: 'info' | 'warn' | 'error'; text: string } | null>(null)

  septum.app.notice((news) => {
    notice.value = news
  })

  async function load(): Promise<void> {
    const [about, memory] = await Promise.all([septum.app.info(), septum.app.remembered()])
    remembered.value = memory
    info.value = about
  }

  /** A memory that cannot be written is not worth a message: the value still holds until the program ends. */
  function remember(key: string, value: unknown): void {
    remembered.value = { ...remembered.value, [key]: value }
    septum.app.remember({ key, value }).catch(() => undefined)
  }

  async function setActor(initials: string): Promise<void> {
    await septum.app.setActor({ initials })
    info.value = await septum.app.info()
  }

  async function lookAtPrepared(): Promise<void> {
    prepared.value = await septum.app.prepared()
  }
  async function clearPrepared(): Promise<void> {
    prepared.value = await septum.app.clearPrepared()
  }

  return { info, remembered, prepared, notice, load, remember, setActor, lookAtPrepared, clearPrepared }
})
