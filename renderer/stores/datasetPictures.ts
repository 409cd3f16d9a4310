import { ref } from 'vue'
import { defineStore } from 'pinia'
import type { LabelFix, PhaseName } from '#shared/domain/labelFix'
import { toFault } from '#shared/errors/SeptumError'
import type { Fault } from '#shared/errors/result'
import { ByteCache } from '#renderer/canvas/image/byteCache'
import type { CaseShot } from '#renderer/components/dataset/casePaint'
import { septum } from '#renderer/septum'

/** Which picture: a slice (from 0) of a case in a version, its labels as they are and with one more fix. */
export interface ShotPlace {
  readonly name: string
  readonly version: number
  readonly case: string
  readonly phase: PhaseName
  readonly slice: number
  readonly fix: LabelFix | null
  /** The fixes that the case has, as JSON: other fixes, another picture. */
  readonly fixes: string
}

const cacheBytes = 96 * 2 ** 20
/** Few enough that what is looked at does not wait behind a whole contact sheet. */
const atOnce = 3

/** Pictures of a data set's cases that were asked for; what was asked for last comes first. */
export const useDatasetPicturesStore = defineStore('datasetPictures', () => {
  /** Counts arrivals, so that what was drawn without a picture is drawn again. */
  const arrivals = ref(0)
  const cache = new ByteCache<string, CaseShot>(cacheBytes)
  const faults = new Map<string, Fault>()
  const waiting: { key: string; place: ShotPlace }[] = []
  let underWay = 0
  const keyOf = (place: ShotPlace) => JSON.stringify(place)

  const shotAt = (place: ShotPlace): CaseShot | null => cache.get(keyOf(place)) ?? null
  const faultAt = (place: ShotPlace): Fault | null => faults.get(keyOf(place)) ?? null

  function want(place: ShotPlace): void {
    const key = keyOf(place)
    if (cache.has(key) || faults.has(key) || waiting.some((one) => one.key === key)) return
    waiting.push({ key, place })
    next()
  }

  function next(): void {
    const asked = underWay < atOnce ? waiting.pop() : undefined
    if (!asked) return
    underWay++
    const { fixes: _, ...place } = asked.place
    septum.datasets
      .picture(place)
      .then(
        ({ header, bytes }) => {
          const plane = header.columns * header.rows
          const part = (i: number) => bytes.subarray(i * plane, (i + 1) * plane)
          cache.set(asked.key, { header, grey: part(0), labels: part(1), fixed: part(2) }, bytes.byteLength)
        },
        (error: unknown) => faults.set(asked.key, toFault(error)),
      )
      .finally(() => {
        underWay--
        arrivals.value++
        next()
      })
  }

  return { arrivals, shotAt, faultAt, want }
})
