import { ref } from 'vue'
import { defineStore } from 'pinia'
import type { StudyId } from '#shared/domain/study'
import { toFault } from '#shared/errors/SeptumError'
import type { Fault } from '#shared/errors/result'
import { ByteCache } from '#renderer/canvas/image/byteCache'
import { septum } from '#renderer/septum'

/** Labels of one phase [slices, rows, columns], before and after post-processing. */
export interface PredictionChanges {
  readonly rows: number
  readonly columns: number
  readonly before: Uint8Array
  readonly after: Uint8Array
}

/** What post-processing changed in predictions, as the host keeps it: asked for once, kept up to a number of bytes. */
export const usePredictionChangesStore = defineStore('predictionChanges', () => {
  /** Counts arrivals, so that what was drawn without them is drawn again. */
  const arrivals = ref(0)
  const found = new ByteCache<string, PredictionChanges>(64 * 2 ** 20)
  const faults = new Map<string, Fault>()
  const asked = new Set<string>()
  const keyOf = (study: StudyId, model: string, phase: number) => `${study}/${model}/${phase}`

  async function want(study: StudyId, model: string, phase: number): Promise<void> {
    const key = keyOf(study, model, phase)
    if (found.has(key) || faults.has(key) || asked.has(key)) return
    asked.add(key)
    try {
      const order = { study, model, phase }
      const after = await septum.predictions.labels({ ...order, before: false })
      const before = await septum.predictions.labels({ ...order, before: true })
      const { slices, rows, columns } = after.header
      for (const { bytes } of [before, after])
        if (bytes.length !== slices * rows * columns)
          throw new Error(`labels of ${key}: ${bytes.length} bytes do not fit the announced grid`)
      // unless they were forgotten meanwhile
      if (asked.has(key))
        found.set(key, { rows, columns, before: before.bytes, after: after.bytes }, 2 * after.bytes.length)
    } catch (error) {
      faults.set(key, toFault(error))
    } finally {
      asked.delete(key)
      arrivals.value++
    }
  }
  const changesOf = (study: StudyId, model: string, phase: number): PredictionChanges | null =>
    found.get(keyOf(study, model, phase)) ?? null
  const faultOf = (study: StudyId, model: string, phase: number): Fault | null =>
    faults.get(keyOf(study, model, phase)) ?? null

  /** After a new prediction the labels may be others. */
  function forget(): void {
    found.clear()
    faults.clear()
    asked.clear()
    arrivals.value++
  }
  return { arrivals, want, changesOf, faultOf, forget }
})
