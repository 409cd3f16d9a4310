import { computed, ref, shallowRef, watch } from 'vue'
import { useI18n } from 'vue-i18n'
import {
  DeidentifyOptions,
  type DeidentifyOutcome,
  type DeidentifySurvey,
  type PreviewLine,
} from '#shared/domain/deidentify'
import type { StudyRow } from '#shared/domain/study'
import { mostExportedStudies } from '#shared/ipc/exports'
import type { Fault } from '#shared/errors/result'
import { toFault } from '#shared/errors/SeptumError'
import { lastPart } from '#renderer/components/lastPart'
import { septum } from '#renderer/septum'
import { readyToType } from '#renderer/components/library/typedPath'
import { missingFor, type Decision, type KeyWish } from '#renderer/components/library/deidentifyWish'
import { useJobsStore } from '#renderer/stores/jobs'
import { chooseFolder } from './chooseFolder'
import { showToast } from './toasts'
import { useRemembered } from './useRemembered'

export type DeidentifyState =
  | { readonly phase: 'looking' | 'writing'; readonly done: number; readonly total: number | null }
  | { readonly phase: 'asking'; readonly survey: DeidentifySurvey }
  | { readonly phase: 'written'; readonly outcome: DeidentifyOutcome }
  | { readonly phase: 'failed'; readonly fault: Fault }

const nothingYet = { done: 0, total: null }
const acceptOptions = (kept: unknown) => DeidentifyOptions.safeParse(kept).data ?? null

/** Copies of chosen studies without identity: what is asked, what was found, and what came of it. */
export function useDeidentify() {
  const { t, n } = useI18n()
  const jobs = useJobsStore()
  const studies = shallowRef<readonly StudyRow[]>([])
  const open = ref(false)
  const state = shallowRef<DeidentifyState>({ phase: 'looking', ...nothingYet })
  const options = useRemembered('deidentify.options', DeidentifyOptions.parse({}), acceptOptions)
  const decisions = ref<Record<string, Decision>>({})
  const out = ref('')
  const key = ref<KeyWish>({ on: false, file: '', passphrase: '' })
  const chosen = ref<string | null>(null)
  const preview = shallowRef<readonly PreviewLine[] | Fault>([])
  /** Why the last try to write did not work. */
  const fault = shallowRef<Fault | null>(null)
  let running: { cancel: () => void } | null = null
  let latest = 0

  const survey = computed(() => (state.value.phase === 'asking' ? state.value.survey : null))
  const series = computed(() => survey.value?.series.find((one) => one.key === chosen.value) ?? null)
  const shown = computed(() => studies.value.find(({ id }) => id === series.value?.study) ?? null)
  const keyFile = computed(() =>
    key.value.on ? { file: key.value.file.trim(), passphrase: key.value.passphrase } : null,
  )
  const missing = computed(() =>
    missingFor({
      series: survey.value?.series ?? [],
      decisions: decisions.value,
      ...{ options: options.value, out: out.value, key: key.value },
    }),
  )

  /** Opens the dialog; while copies are written it shows those. */
  async function ask(rows: readonly StudyRow[]): Promise<void> {
    if (rows.length === 0) return
    open.value = true
    if (state.value.phase === 'writing') return
    if (rows.length > mostExportedStudies) {
      open.value = false
      return showToast(t('deidentify.tooMany', { n: n(mostExportedStudies, 'whole') }), { level: 'warn' })
    }
    studies.value = rows
    decisions.value = {}
    fault.value = null
    chosen.value = null
    await look()
  }

  async function look(): Promise<void> {
    state.value = { phase: 'looking', ...nothingYet }
    const mine = ++latest
    const asked = septum.exports.survey({ studies: studies.value.map(({ id }) => id) }, ({ done, total }) => {
      if (mine === latest) state.value = { phase: 'looking', done, total }
    })
    running = asked
    try {
      const found = await asked
      if (mine !== latest) return
      state.value = { phase: 'asking', survey: found }
      chosen.value = (found.series.find(({ text }) => text !== null) ?? found.series[0])?.key ?? null
    } catch (error) {
      if (mine === latest) state.value = { phase: 'failed', fault: toFault(error) }
    }
  }

  async function write(): Promise<void> {
    if (state.value.phase !== 'asking' || missing.value) return
    const { survey: found } = state.value
    const decided = (decision: Decision) =>
      found.series.filter(({ key: id }) => decisions.value[id] === decision).map(({ key: id }) => id)
    const order = {
      studies: studies.value.map(({ id }) => id),
      ...{ out: out.value.trim(), options: options.value, key: keyFile.value },
      ...{ confirmed: decided('copy'), leftOut: decided('leave') },
    }
    fault.value = null
    state.value = { phase: 'writing', ...nothingYet }
    try {
      const outcome = await jobs.follow(
        t('deidentify.job', { n: studies.value.length }, studies.value.length),
        (onProgress: (progress: { done: number; total: number }) => void) => {
          const asked = septum.exports.deidentify(order, onProgress)
          running = asked
          return asked
        },
        ({ done, total }) => {
          state.value = { phase: 'writing', done, total }
          return {
            done,
            total,
            text: t('deidentify.step', { done: n(done, 'whole'), total: n(total, 'whole') }),
          }
        },
      )
      state.value = { phase: 'written', outcome }
      key.value = { ...key.value, passphrase: '' }
      if (open.value) return
      const said = t('deidentify.written', {
        n: n(outcome.files.length, 'whole'),
        folder: lastPart(order.out),
      })
      const report = { label: t('deidentify.showReport'), run: () => void (open.value = true) }
      showToast(said, { level: 'ok', action: report })
    } catch (error) {
      state.value = { phase: 'asking', survey: found }
      const why = toFault(error)
      if (why.code === 'CANCELLED') showToast(t('deidentify.cancelled'))
      else fault.value = why
      if (why.code !== 'CANCELLED' && !open.value) showToast(why.cause, { level: 'err' })
    }
  }

  async function choose(): Promise<void> {
    const parent = await chooseFolder(t('deidentify.chooseTitle'), t('deidentify.chooseHere'))
    if (parent) out.value = `${readyToType(parent)}deidentified-${stamp(new Date())}`
  }

  // What was asked for a moment ago is dropped when its answer comes.
  let asked = 0
  watch(
    [series, options, keyFile],
    async ([one]) => {
      const mine = ++asked
      if (!one) return (preview.value = [])
      try {
        const usable = keyFile.value?.file && keyFile.value.passphrase ? keyFile.value : null
        const { study, first } = one
        const lines = await septum.exports.preview({
          study,
          file: first,
          options: options.value,
          key: usable,
        })
        if (mine === asked) preview.value = lines
      } catch (error) {
        if (mine === asked) preview.value = toFault(error)
      }
    },
    { deep: true },
  )

  // Closed while the files are still looked through: nobody waits for that.
  watch(open, (now) => {
    if (now || state.value.phase !== 'looking') return
    latest++
    running?.cancel()
  })

  return {
    ...{ open, studies, state, options, decisions, out, key, chosen, preview, fault, survey, shown, missing },
    ...{ ask, look, write, choose, cancel: () => running?.cancel() },
  }
}

const two = (value: number): string => String(value).padStart(2, '0')
const stamp = (now: Date): string =>
  `${now.getFullYear()}${two(now.getMonth() + 1)}${two(now.getDate())}-${two(now.getHours())}${two(now.getMinutes())}`
