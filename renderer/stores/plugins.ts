import { computed, ref, shallowRef } from 'vue'
import { defineStore } from 'pinia'
import type { PluginRow, PluginText } from '#shared/domain/plugin'
import { toFault } from '#shared/errors/SeptumError'
import type { Fault } from '#shared/errors/result'
import { septum } from '#renderer/septum'

/** Plug-ins of the workspace: its files, and what a person allowed. The host keeps both. */
export const usePluginsStore = defineStore('plugins', () => {
  const rows = shallowRef<readonly PluginRow[] | null>(null)
  /** Of the list, or of the file that was asked for last. */
  const fault = shallowRef<{ readonly file: string | null; readonly fault: Fault } | null>(null)
  /** The file that is tried now. */
  const trying = ref<string | null>(null)

  /** What those say of themselves that can be run as they are. */
  const allowed = computed(() =>
    (rows.value ?? []).flatMap(({ state, facts }) => (state === 'allowed' && facts ? [facts] : [])),
  )

  async function load(): Promise<void> {
    try {
      rows.value = await septum.plugins.list()
    } catch (error) {
      fault.value = { file: null, fault: toFault(error) }
    }
  }
  async function asked(file: string, ask: () => Promise<void>): Promise<void> {
    fault.value = null
    trying.value = file
    try {
      await ask()
    } catch (error) {
      fault.value = { file, fault: toFault(error) }
    }
    trying.value = null
    await load()
  }
  /** The text of the file that a person is asked to allow. */
  const shown = shallowRef<PluginText | null>(null)
  async function show({ file }: PluginRow): Promise<void> {
    fault.value = null
    shown.value = null
    try {
      shown.value = await septum.plugins.text({ file })
    } catch (error) {
      fault.value = { file, fault: toFault(error) }
    }
  }
  /** Of the content that the person was shown. */
  const allow = ({ file, sha256 }: PluginText) => asked(file, () => septum.plugins.allow({ file, sha256 }))
  const forget = ({ file }: PluginRow) => asked(file, () => septum.plugins.forget({ file }))

  return { rows, allowed, fault, trying, shown, load, show, allow, forget }
})
