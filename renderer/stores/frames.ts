import { ref, shallowRef } from 'vue'
import { defineStore } from 'pinia'
import type { StudyId } from '#shared/domain/study'
import { toFault } from '#shared/errors/SeptumError'
import type { Fault } from '#shared/errors/result'
import { ByteCache } from '#renderer/canvas/image/byteCache'
import { imageFrame, type ImageFrame } from '#renderer/canvas/image/imageFrame'
import { septum } from '#renderer/septum'

/** A place in the grid of a study, counted from 0. */
export interface FramePlace {
  readonly slice: number
  readonly phase: number
}

const cacheBytes = 512 * 2 ** 20
const askedAtOnce = 4
const keyOf = ({ slice, phase }: FramePlace) => `${slice}/${phase}`

/**
 * The frames of the open study that the page holds. What is wanted now is asked for first and replaces what was wanted before, so the
 * last request wins (X16); frames of another study are dropped when they arrive late.
 */
export const useFramesStore = defineStore('frames', () => {
  const study = ref<StudyId | null>(null)
  /** Counts arrivals, so that what was drawn without a frame is drawn again. */
  const arrivals = ref(0)
  const faults = shallowRef<ReadonlyMap<string, Fault>>(new Map())
  const cache = new ByteCache<string, ImageFrame>(cacheBytes)
  const underWay = new Set<string>()
  let queue: readonly FramePlace[] = []
  let generation = 0

  /** Forgets everything and serves another study. */
  function reset(id: StudyId | null): void {
    generation++
    study.value = id
    queue = []
    underWay.clear()
    cache.clear()
    faults.value = new Map()
    arrivals.value++
  }

  /** The frame if it is here; null while it is on its way or cannot be decoded. */
  const frameAt = (place: FramePlace): ImageFrame | null => cache.get(keyOf(place)) ?? null
  const faultAt = (place: FramePlace): Fault | null => faults.value.get(keyOf(place)) ?? null

  /** Asks for these frames in this order, most urgent first; replaces what was asked for and has not been sent yet. */
  function want(places: readonly FramePlace[]): void {
    queue = places
    pump()
  }

  function pump(): void {
    const id = study.value
    while (id !== null && underWay.size < askedAtOnce) {
      const next = queue.find((place) => {
        const key = keyOf(place)
        return !cache.has(key) && !underWay.has(key) && !faults.value.has(key)
      })
      if (!next) return
      void fetchOne(id, next, generation)
    }
  }

  async function fetchOne(id: StudyId, place: FramePlace, mine: number): Promise<void> {
    const key = keyOf(place)
    underWay.add(key)
    try {
      const frame = imageFrame(await septum.studies.frame({ id, ...place }))
      if (mine === generation) cache.set(key, frame, frame.stored.byteLength)
    } catch (error) {
      if (mine === generation) faults.value = new Map(faults.value).set(key, toFault(error))
    }
    if (mine !== generation) return
    underWay.delete(key)
    arrivals.value++
    pump()
  }

  /** Asks again for a frame that could not be had. */
  function retry(place: FramePlace): void {
    const left = new Map(faults.value)
    left.delete(keyOf(place))
    faults.value = left
    want([place, ...queue])
  }

  return { study, arrivals, faults, reset, frameAt, faultAt, want, retry }
})
