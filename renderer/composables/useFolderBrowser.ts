import { computed, shallowRef } from 'vue'
import type { FolderListing } from '#shared/ipc/folders'
import { toFault } from '#shared/errors/SeptumError'
import type { Fault } from '#shared/errors/result'
import { septum } from '#renderer/septum'
import { useRemembered } from './useRemembered'

export type BrowserState =
  | { readonly phase: 'loading'; readonly listing: FolderListing | null }
  | { readonly phase: 'ready'; readonly listing: FolderListing }
  | { readonly phase: 'failed'; readonly listing: FolderListing | null; readonly fault: Fault }

const acceptPaths = (kept: unknown) =>
  Array.isArray(kept) ? kept.filter((path) => typeof path === 'string').slice(0, 6) : null

/** Walking through the folders of this machine, and those chosen lately. */
export function useFolderBrowser() {
  const state = shallowRef<BrowserState>({ phase: 'loading', listing: null })
  const recent = useRemembered<string[]>('recentFolders', [], acceptPaths)
  const listing = computed(() => state.value.listing)
  let latest = 0

  /** Null: the home folder. Answers to earlier steps are dropped. A folder that cannot be read leaves the last one. */
  async function go(path: string | null): Promise<void> {
    const mine = ++latest
    const before = listing.value
    state.value = { phase: 'loading', listing: before }
    try {
      const next = await septum.folders.list({ path })
      if (mine === latest) state.value = { phase: 'ready', listing: next }
    } catch (error) {
      if (mine === latest) state.value = { phase: 'failed', listing: before, fault: toFault(error) }
    }
  }
  function remember(path: string): void {
    recent.value = [path, ...recent.value.filter((other) => other !== path)].slice(0, 6)
  }
  return { state, listing, recent, go, remember }
}
