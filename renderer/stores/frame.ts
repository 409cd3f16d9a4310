import { reactive, watchEffect, type MaybeRefOrGetter, toValue } from 'vue'
import { defineStore } from 'pinia'
import type { ScreenId } from './screens'
import type { SaveState } from '#renderer/components/shell/saveState'

/** What stands in the frame around a screen. */
export interface Heading {
  readonly title: string
  /** Beside the title: patient, data set or run. */
  readonly detail?: string
  /** A short line in the status bar, such as "1 of 214 selected". */
  readonly position?: string
  /** Keys worth knowing here, at the left of the status bar. */
  readonly hints?: readonly { readonly keys: string; readonly label: string }[]
  /** Shown in the top bar when the screen saves something (R-ALL-7). */
  readonly save?: SaveState
}

/** What each screen says in the top bar and the status bar. */
export const useFrameStore = defineStore('frame', () => {
  const headings = reactive<Partial<Record<ScreenId, Heading>>>({})
  return { headings }
})

/** Keeps a screen's heading as `heading` says; call it in the view's setup. */
export function useHeading(screen: ScreenId, heading: MaybeRefOrGetter<Heading>): void {
  const frame = useFrameStore()
  watchEffect(() => {
    frame.headings[screen] = toValue(heading)
  })
}
