import { ref, type Ref } from 'vue'
import type { OpenedCase } from '#shared/domain/study'
import type { LabelChange } from '#shared/geometry/labelChanges'
import { isModelCandidate, type CandidateId } from '#shared/ipc/comparison'
import type { PaneChanges } from '#renderer/components/compare/comparePanes'
import type { LabelRing } from '#renderer/components/pictures/labelRings'
import { beforeOf, type LabelsOf } from '#renderer/stores/comparedPictures'
import { useChangeWords } from './useChangeWords'

interface Look {
  readonly opened: Readonly<Ref<OpenedCase | null>>
  readonly rings: (of: LabelsOf) => readonly LabelRing[] | null
  readonly labelsProblem: (of: LabelsOf) => string | null
  readonly changes: (of: CandidateId) => readonly LabelChange[] | null
}

/** What post-processing changed in the panes of models, while it is asked for; readers have none. */
export function useComparedChanges(look: () => Look) {
  const shown = ref(false)
  const words = useChangeWords()
  const toggle = (): void => void (shown.value = !shown.value)

  function changesOf(id: CandidateId): PaneChanges | null {
    const { opened, rings, labelsProblem, changes } = look()
    if (!shown.value || !isModelCandidate(id) || !opened.value) return null
    const found = changes(id)
    return {
      before: rings(beforeOf(id)),
      problem: labelsProblem(beforeOf(id)),
      lines: found ? words(found, opened.value) : [],
    }
  }
  return { shown, toggle, changesOf }
}
