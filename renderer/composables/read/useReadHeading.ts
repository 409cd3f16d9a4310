import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import { valueAt } from '#renderer/canvas/image/imageFrame'
import { hasRadius, type ToolId } from '#renderer/canvas/tools/toolIds'
import type { PanePointer } from '#renderer/canvas/view/panePointer'
import type { PaneModel } from '#renderer/components/read/paneModel'
import type { SaveState } from '#renderer/components/shell/saveState'
import { useHeading, type Heading } from '#renderer/stores/frame'
import { useReadingStore } from '#renderer/stores/reading'
import { useToolsStore } from '#renderer/stores/readingTools'
import { useSavingStore } from '#renderer/stores/segmentationSaving'

type Hints = NonNullable<Heading['hints']>

/** Name of the patient, state of the journal, hints of the tool and the value under the pointer, in the frame around the screen. */
export function useReadHeading(
  pointer: () => PanePointer | null,
  panes: () => readonly PaneModel[],
  rescue: () => void,
) {
  const { t, n } = useI18n()
  const reading = useReadingStore()
  const tools = useToolsStore()
  const saving = useSavingStore()

  const identity = computed(() => {
    const row = reading.study?.row
    if (!row) return { name: '', detail: '' }
    const date = row.studyDate ?? ''
    const person = row.patientName && row.patientName !== row.name ? row.patientName : ''
    return {
      name: row.name,
      detail: [person, date].filter(Boolean).join(' · ') || (row.patientId === row.name ? '' : row.patientId),
    }
  })
  const detail = computed(() => {
    const row = reading.study?.row
    if (!row) return ''
    const field = row.fieldT ? `${row.fieldT} T` : ''
    return [row.description, row.studyDate, field, row.group].filter(Boolean).join(' · ')
  })

  const save = computed<SaveState>(() => {
    if (reading.heldBy !== null) return { phase: 'read-only', reason: t('read.readOnlyShort') }
    const state = saving.saving
    if (state.phase === 'unsaved')
      return { phase: 'failed', reason: state.fault.cause, retry: () => void saving.retry(), rescue }
    return state.phase === 'saving' || state.at === null
      ? { phase: 'saving' }
      : { phase: 'saved', at: state.at }
  })
  const nothingToSave = computed(
    () => reading.heldBy === null && saving.saving.phase === 'saved' && saving.saving.at === null,
  )

  const hint = (keys: string, label: string) => ({ keys, label: t(`read.hints.${label}`) })
  function hintsOf(tool: ToolId): Hints {
    if (tool === 'spline')
      return [
        hint('Click', 'addPoint'),
        hint('Alt', 'removePoint'),
        hint('Shift', 'moveAll'),
        hint('Enter', 'close'),
      ]
    if (tool === 'freehand') return [hint('F', 'redraw')]
    if (hasRadius(tool)) {
      const disc = [hint('[ ]', 'radius'), hint('Ctrl', 'invert')]
      return tool === 'push' ? disc : [...disc, hint('Shift', 'straight')]
    }
    return [hint('↑ ↓', 'slices'), hint('← →', 'phases'), hint('Space', 'cine'), hint('Drag', 'window')]
  }

  const position = computed(() => {
    const at = pointer()
    const pane = at ? panes()[at.pane] : undefined
    if (!at || !pane?.frame) return ''
    const value = valueAt(pane.frame, at.image)
    const one = (number: number) => n(number, { minimumFractionDigits: 1, maximumFractionDigits: 1 })
    const shown = value === null ? '' : ` · ${n(value, { maximumFractionDigits: 2 })} a.u.`
    return `x ${one(at.image.x)}  y ${one(at.image.y)} px${shown}`
  })

  useHeading('read', () => ({
    title: identity.value.name || t('shell.screens.read'),
    detail: detail.value,
    position: position.value,
    hints: reading.opened ? hintsOf(tools.tool) : [],
    ...(reading.opened && !nothingToSave.value ? { save: save.value } : {}),
  }))
  return { identity }
}
