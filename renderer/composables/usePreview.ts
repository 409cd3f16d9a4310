import { onScopeDispose, shallowRef, watch, type Ref } from 'vue'
import type { StudyRow } from '#shared/domain/study'
import { septum } from '#renderer/septum'
import { greyOf, greyRange, montageSlices, storedValues } from '#renderer/components/library/frameGrey'

export interface PreviewPicture {
  readonly slice: number
  readonly columns: number
  readonly rows: number
  readonly grey: Uint8Array
}

const msPerPhase = 45

/**
 * Pictures of a study's slices at its first phase, one after the other as they come; `play` runs the middle slice
 * through its phases until `stop`. What belongs to a study that is no longer wanted is dropped.
 */
export function usePreview(study: Ref<StudyRow | null>, count: number) {
  const pictures = shallowRef<readonly PreviewPicture[]>([])
  const moving = shallowRef<PreviewPicture | null>(null)
  let timer: ReturnType<typeof setInterval> | undefined
  let range: readonly [number, number] | null = null

  async function picture(id: string, slice: number, phase: number): Promise<PreviewPicture> {
    const { header, bytes } = await septum.studies.frame({ id, slice, phase })
    const values = storedValues(header, bytes)
    range ??= greyRange(values)
    return { slice, columns: header.columns, rows: header.rows, grey: greyOf(values, range) }
  }
  const wanted = (id: string) => study.value?.id === id

  async function load(row: StudyRow): Promise<void> {
    for (const slice of montageSlices(row.slices, count)) {
      const next = await picture(row.id, slice, 0)
      if (!wanted(row.id)) return
      pictures.value = [...pictures.value, next]
    }
  }

  watch(
    () => study.value?.id,
    () => {
      stop()
      pictures.value = []
      range = null
      // Without pictures the preview shows the study's thumbnail; opening it will say what is wrong.
      if (study.value?.online) load(study.value).catch(() => undefined)
    },
    { immediate: true },
  )

  async function play(): Promise<void> {
    const row = study.value
    if (!row || row.phases < 2 || timer) return
    const slice = Math.floor((row.slices - 1) / 2)
    const cine: PreviewPicture[] = []
    let at = 0
    timer = setInterval(() => {
      if (cine.length > 0) moving.value = cine[at++ % cine.length]!
    }, msPerPhase)
    const mine = timer
    try {
      for (let phase = 0; phase < row.phases && timer === mine; phase++)
        cine.push(await picture(row.id, slice, phase))
    } catch {
      stop()
    }
  }
  function stop(): void {
    clearInterval(timer)
    timer = undefined
    moving.value = null
  }
  onScopeDispose(stop)

  return { pictures, moving, play, stop }
}
