import { defineAsyncComponent, type Component } from 'vue'
import type { ScreenId } from '#renderer/stores/screens'

/** The view of each screen, loaded when it is first shown. */
export const views: Readonly<Record<ScreenId, Component>> = {
  library: defineAsyncComponent(() => import('./LibraryView.vue')),
  read: defineAsyncComponent(() => import('./ReadView.vue')),
  dataset: defineAsyncComponent(() => import('./DatasetView.vue')),
  train: defineAsyncComponent(() => import('./TrainView.vue')),
  runs: defineAsyncComponent(() => import('./RunsView.vue')),
  compare: defineAsyncComponent(() => import('./CompareView.vue')),
  models: defineAsyncComponent(() => import('./ModelsView.vue')),
  settings: defineAsyncComponent(() => import('./SettingsView.vue')),
}
