import { computed, ref, shallowRef, watch, type Ref } from 'vue'
import { mixedSeed, seededRandom, shuffled } from '#shared/domain/random'
import { usedCases, type DatasetContent } from '#shared/domain/dataset'
import type { OpenedDataset } from '#shared/ipc/datasets'
import { toFault } from '#shared/errors/SeptumError'
import type { Fault } from '#shared/errors/result'
import { preparedStages, type PreparedStage } from '#renderer/components/dataset/preparedPaint'
import { septum } from '#renderer/septum'

const samples = 6

/** Six cases at random and what the preparation makes of one slice of each. */
export function usePreparedSamples(
  opened: () => OpenedDataset,
  preparation: Readonly<Ref<DatasetContent['preparation']>>,
) {
  const seed = ref(1)
  const at = ref(0)
  const stages = shallowRef<ReadonlyMap<string, readonly PreparedStage[]>>(new Map())
  const fault = shallowRef<Fault | null>(null)

  const places = computed(() => {
    const { content, checked } = opened()
    const used = usedCases(content).map(({ source }) => source)
    return shuffled(used, seededRandom(mixedSeed(seed.value, used.length)))
      .slice(0, samples)
      .map((source) => {
        const shown = checked.find(({ id }) => id === source.id)?.shown
        const phase = shown?.phase ?? (source.ed === null ? ('es' as const) : ('ed' as const))
        return {
          id: source.id,
          name: source.name,
          phase,
          slice: shown?.slice ?? Math.floor(source.slices / 2),
        }
      })
  })

  let asked = 0
  async function load(): Promise<void> {
    const mine = ++asked
    const found = new Map<string, readonly PreparedStage[]>()
    const { name, version } = opened()
    for (const { id, phase, slice } of places.value) {
      try {
        const { header, bytes } = await septum.datasets.prepared({
          ...{ name, version, case: id, phase, slice, preparation: preparation.value },
        })
        if (mine !== asked) return
        found.set(id, preparedStages(header, bytes))
        stages.value = new Map(found)
        fault.value = null
      } catch (error) {
        if (mine !== asked) return
        fault.value = toFault(error)
      }
    }
  }
  watch([places, preparation], () => void load(), { immediate: true })
  const others = () => {
    seed.value++
    at.value = 0
  }
  return { at, places, stages, fault, others }
}
