import { computed, shallowRef } from 'vue'
import { defineStore } from 'pinia'
import { connection } from '#renderer/septum'

/** The line to the host, as the page shows it. */
export const useConnectionStore = defineStore('connection', () => {
  const state = shallowRef(connection.state())
  connection.onState((next) => {
    state.value = next
  })
  const connected = computed(() => state.value.phase === 'connected')
  return { state, connected, retryNow: connection.retryNow }
})
