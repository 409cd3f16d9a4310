import { onScopeDispose, watch } from 'vue'
import { useI18n } from 'vue-i18n'
import { z } from '#shared/domain/schema'
import { boundariesOf } from '#shared/domain/structures'
import type { StudyId } from '#shared/domain/study'
import { showToast } from '#renderer/composables/toasts'
import { useAppStore } from '#renderer/stores/app'
import { useFramesStore } from '#renderer/stores/frames'
import { useReadingStore } from '#renderer/stores/reading'
import { useDisplayStore } from '#renderer/stores/readingDisplay'
import { usePlaceStore } from '#renderer/stores/readingPlace'
import { useToolsStore } from '#renderer/stores/readingTools'
import { useScreensStore } from '#renderer/stores/screens'
import { useSegmentationStore } from '#renderer/stores/segmentation'
import { useSavingStore } from '#renderer/stores/segmentationSaving'

const StudyMemory = z.object({
  slice: z.number().int().nonnegative(),
  phase: z.number().int().nonnegative(),
  view: z.object({ zoom: z.number().positive(), centre: z.object({ x: z.number(), y: z.number() }) }),
  window: z
    .object({
      centre: z.number(),
      width: z.number().positive(),
      origin: z.enum(['file', 'percentile', 'reader']),
    })
    .nullable(),
})
const memoryKey = (id: StudyId) => `read.study.${id}`
const rememberAfterMs = 800

/** Opens the study that the Read screen is asked for, where the reader left it (R-RD-1, R-ALL-6). */
export function useStudyOpening() {
  const { t } = useI18n()
  const app = useAppStore()
  const screens = useScreensStore()
  const reading = useReadingStore()
  const place = usePlaceStore()
  const display = useDisplayStore()
  const frames = useFramesStore()
  const segmentation = useSegmentationStore()
  const tools = useToolsStore()
  const saving = useSavingStore()
  let timer: ReturnType<typeof setTimeout> | undefined

  async function open(id: StudyId): Promise<void> {
    frames.reset(null)
    const study = await reading.open(id)
    if (!study) return
    const { opened, entries, recovered } = study
    const whole = segmentation.load(study)
    frames.reset(id)
    const kept = StudyMemory.safeParse(app.remembered[memoryKey(id)])
    const { ed, es } = segmentation.segmentation.marks
    const own = boundariesOf(reading.task)
    if (!own.includes(tools.boundary)) tools.boundary = own[0] ?? tools.boundary
    display.start(opened)
    place.start(opened.grid, ed, es, kept.success ? kept.data : null)
    if (kept.success) display.restore(kept.data.view, kept.data.window)
    const last = entries.at(-1)
    const lastAt = last ? (last.type === 'edit' ? last.edit.at : last.at) : null
    saving.start(lastAt)
    if (recovered) showToast(t('read.recovered', { n: recovered }, recovered), { level: 'ok', seconds: 8 })
    if (!whole) showToast(t('read.journalStopped'), { level: 'warn', seconds: 10 })
  }

  watch(
    () => screens.studyId,
    (id) => {
      if (id && !(reading.reading.phase === 'open' && reading.reading.id === id)) void open(id)
    },
    { immediate: true },
  )

  watch(
    () => [place.slice, place.phase, display.view, display.window] as const,
    () => {
      const id = reading.opened?.id
      clearTimeout(timer)
      if (!id) return
      timer = setTimeout(() => {
        const window = display.window.origin === 'reader' ? display.window : null
        app.remember(memoryKey(id), { ...place.place, view: display.view, window })
      }, rememberAfterMs)
    },
  )
  onScopeDispose(() => clearTimeout(timer))

  const retry = () => screens.studyId && void open(screens.studyId)
  return { retry }
}
