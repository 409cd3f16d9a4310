import { computed, ref, shallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import type { StudyId } from '#shared/domain/study'
import { lastPart } from '#renderer/components/lastPart'
import { useDatasetVersionsStore } from '#renderer/stores/datasetVersions'
import { useScreensStore } from '#renderer/stores/screens'
import { chooseFolder } from './chooseFolder'
import { showToast } from './toasts'
import { useSampleHearts } from './useSampleHearts'

type From = { readonly folder: string } | { readonly studies: readonly StudyId[] }

/** Ways to a data set: studies of the Library, a folder, the sample (R-DS-9). The dialog asks for its name. */
export function useDatasetMaking() {
  const { t } = useI18n()
  const versions = useDatasetVersionsStore()
  const screens = useScreensStore()
  const sample = useSampleHearts()
  const from = shallowRef<From | null>(null)
  const asking = ref(false)
  const names = computed(() => versions.rows.map(({ name }) => name))
  const suggested = computed(() => (from.value && 'folder' in from.value ? lastPart(from.value.folder) : ''))

  function ask(what: From): void {
    from.value = what
    asking.value = true
  }
  /** Studies of the Library, by id: the dialog opens. */
  function fromStudies(studies: readonly StudyId[]): void {
    if (studies.length > 0) void versions.load().then(() => ask({ studies }))
  }
  async function fromFolder(): Promise<void> {
    const folder = await chooseFolder(t('datasets.chooseFolder'), t('datasets.takeFolder'))
    if (folder) ask({ folder })
  }
  const ofFolder = (folder: string) => ask({ folder })
  async function fromSample(): Promise<void> {
    const folder = await sample.make()
    if (folder) ask({ folder })
  }

  async function answer(name: string, fresh: boolean): Promise<void> {
    const what = from.value
    if (!what) return
    const made =
      'folder' in what
        ? await versions.addFolder(name, what.folder, fresh, t('datasets.adding', { name }))
        : await versions.add(name, what.studies, fresh)
    if (made) {
      screens.openSet(name, null)
      const count = Object.keys(versions.opened?.content.cases ?? {}).length
      showToast(t('datasets.added', { name, n: count }, count), { level: 'ok' })
    } else if (versions.fault) showToast(versions.fault.cause, { level: 'err', seconds: 8 })
  }

  return { asking, names, suggested, sample, fromStudies, fromFolder, ofFolder, fromSample, answer }
}
