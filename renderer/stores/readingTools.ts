import { ref } from 'vue'
import { defineStore } from 'pinia'
import type { BoundaryId } from '#shared/domain/structures'
import type { HeldDrag } from '#renderer/canvas/gestures/gestureKind'
import type { ToolId } from '#renderer/canvas/tools/toolIds'

const largestRadiusMm = 60

/** Which tool edits which boundary, and its options. */
export const useToolsStore = defineStore('readingTools', () => {
  const tool = ref<ToolId>('view')
  const boundary = ref<BoundaryId>('lv-endo')
  const radiusMm = ref(8)
  const finish = ref<'exact' | 'smooth'>('smooth')
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
