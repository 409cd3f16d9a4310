import { computed, ref, watch, type Ref } from 'vue'
import type { LabelFix, PhaseName } from '#shared/domain/labelFix'
import type { CaseRow } from '#renderer/components/dataset/caseRows'
import type { CaseShot } from '#renderer/components/dataset/casePaint'
import { useDatasetPicturesStore, type ShotPlace } from '#renderer/stores/datasetPictures'
import { useDatasetVersionsStore } from '#renderer/stores/datasetVersions'

/** Pictures of the cases on show: one a case for the contact sheet, and the slices of the one under the cursor. */
export function useCaseShots(row: Readonly<Ref<CaseRow | null>>) {
  const pictures = useDatasetPicturesStore()
  const versions = useDatasetVersionsStore()
  const slice = ref(0)
  const phase = ref<PhaseName>('ed')

  function placeOf(id: string, at: PhaseName, z: number, fix: LabelFix | null = null): ShotPlace | null {
    const opened = versions.opened
    if (!opened) return null
    const { name, version, content } = opened
    const fixes = JSON.stringify(content.fixes[id] ?? [])
    return { name, version, case: id, phase: at, slice: z, fix, fixes }
  }
  /** The fullest slice of a case; before a check the middle one. */
  function shownOf(one: CaseRow): ShotPlace | null {
    const middle = Math.floor(one.source.slices / 2)
    const first: PhaseName = one.source.ed === null ? 'es' : 'ed'
    return placeOf(one.id, one.checked?.shown?.phase ?? first, one.checked?.shown?.slice ?? middle)
  }
  function at(place: ShotPlace | null): CaseShot | null {
    void pictures.arrivals
    return place && pictures.shotAt(place)
  }
  const want = (place: ShotPlace | null) => place && pictures.want(place)

  watch(
    () => row.value?.id,
    () => {
      const shown = row.value && shownOf(row.value)
      if (!shown) return
      slice.value = shown.slice
      phase.value = shown.phase
    },
    { immediate: true },
  )
  const place = computed(() => (row.value ? placeOf(row.value.id, phase.value, slice.value) : null))
  watch(place, want, { immediate: true })
  const shot = computed(() => at(place.value))
  const slices = computed(() => row.value?.checked?.shape?.[0] ?? row.value?.source.slices ?? 1)
  return { slice, phase, shot, slices, at, want, shownOf, placeOf }
}
