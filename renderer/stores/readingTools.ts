import { ref } from 'vue'
import { defineStore } from 'pinia'
import { boundaryIds, type BoundaryId } from '#shared/domain/structures'
import type { HeldDrag } from '#renderer/canvas/gestures/gestureKind'
import { toolIds, type ToolId } from '#renderer/canvas/tools/toolIds'
import { acceptNumber, acceptOneOf } from '#renderer/composables/acceptRemembered'
import { useRemembered } from '#renderer/composables/useRemembered'

const largestRadiusMm = 60
/** What the brush leaves: the outline of pixels, or a line traced again (E-4). */
const finishes = ['exact', 'smooth'] as const

/** Which tool edits which boundary, and its options; the next start finds them as they were (R-ALL-6). */
export const useToolsStore = defineStore('readingTools', () => {
  const tool = useRemembered<ToolId>('read.tool', 'view', acceptOneOf(toolIds))
  const boundary = useRemembered<BoundaryId>('read.boundary', 'lv-endo', acceptOneOf(boundaryIds))
  const radiusMm = useRemembered('read.radiusMm', 8, acceptNumber(0, largestRadiusMm))
  const finish = useRemembered<(typeof finishes)[number]>('read.finish', 'smooth', acceptOneOf(finishes))
  const locked = ref<ReadonlySet<BoundaryId>>(new Set())
  /** W, Z or T is held. */
  const held = ref<HeldDrag | null>(null)

  function toggleLock(id: BoundaryId): void {
    const next = new Set(locked.value)
    if (!next.delete(id)) next.add(id)
    locked.value = next
  }
  /** Radius in steps of half a millimetre below 10 mm, of 1 mm above. */
  function stepRadius(steps: number): void {
    const size = radiusMm.value + steps * 0.5 > 10 ? 1 : 0.5
    radiusMm.value = Math.min(largestRadiusMm, Math.max(0, radiusMm.value + steps * size))
  }

  return { tool, boundary, radiusMm, finish, locked, held, toggleLock, stepRadius }
})
