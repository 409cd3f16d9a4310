import { ref } from 'vue'
import { defineStore } from 'pinia'
import type { RunId } from '#shared/domain/training'
import { ByteCache } from '#renderer/canvas/image/byteCache'
import { filmPlanes, type FilmShot } from '#renderer/components/train/filmPaint'
import { septum } from '#renderer/septum'

const cacheBytes = 64 * 2 ** 20

/** Pictures of fixed validation slices that were asked for, by run, epoch and index. */
export const useFilmStore = defineStore('film', () => {
  /** Counts arrivals, so that what was drawn without a picture is drawn again. */
  const arrivals = ref(0)
  const cache = new ByteCache<string, FilmShot>(cacheBytes)
  const asked = new Set<string>()
  const keyOf = (runId: RunId, epoch: number, index: number) => `${runId}/${epoch}/${index}`

  const shotAt = (runId: RunId, epoch: number, index: number): FilmShot | null =>
    cache.get(keyOf(runId, epoch, index)) ?? null

  /** Asks for one picture; an epoch that wrote none simply stays black. */
  async function want(runId: RunId, epoch: number, index: number): Promise<void> {
    const key = keyOf(runId, epoch, index)
    if (cache.has(key) || asked.has(key)) return
    asked.add(key)
    try {
      const { header, bytes } = await septum.training.picture({ runId, epoch, index })
      cache.set(key, { header, picture: filmPlanes(header, bytes) }, bytes.byteLength)
      arrivals.value++
    } catch {
      // The film is an illustration: a run that cannot show it is still a run, and the log says why.
    } finally {
      asked.delete(key)
    }
  }

  return { arrivals, shotAt, want }
})
