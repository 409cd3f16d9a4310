import { ref, shallowRef } from 'vue'
import { defineStore } from 'pinia'
import type { OnnxInspection, OnnxPlan } from '#shared/domain/onnxImport'
import type { FrameHeader, StudyRow } from '#shared/domain/study'
import type { Contour } from '#shared/domain/contour'
import { toFault } from '#shared/errors/SeptumError'
import type { Fault } from '#shared/errors/result'
import { septum } from '#renderer/septum'

/** A slice of a study and what the model drew on it. */
export interface Sample {
  readonly header: FrameHeader
  readonly bytes: Uint8Array
  readonly contours: readonly Contour[]
}

export type ImportState =
  | { readonly phase: 'closed' }
  | { readonly phase: 'looking'; readonly file: string }
  | { readonly phase: 'refused'; readonly file: string; readonly fault: Fault }
  | { readonly phase: 'planning'; readonly inspection: OnnxInspection }

export type TrialState =
  | { readonly phase: 'none' }
  | { readonly phase: 'running' }
  | { readonly phase: 'shown'; readonly sample: Sample }
  | { readonly phase: 'failed'; readonly fault: Fault }

/** Taking in a network that was made elsewhere: looked at, planned, tried on a study, kept (R-MD-1). */
export const useModelImportStore = defineStore('modelImport', () => {
  const state = shallowRef<ImportState>({ phase: 'closed' })
  const plan = ref<OnnxPlan | null>(null)
  const trial = shallowRef<TrialState>({ phase: 'none' })
  const refusal = ref<Fault | null>(null)

  async function look(file: string): Promise<void> {
    state.value = { phase: 'looking', file }
    trial.value = { phase: 'none' }
    refusal.value = null
    try {
      const inspection = await septum.models.inspectFile({ file })
      plan.value = inspection.plan
      state.value = { phase: 'planning', inspection }
    } catch (error) {
      state.value = { phase: 'refused', file, fault: toFault(error) }
    }
  }

  /** What was drawn belongs to the plan as it was: another plan is to be tried again. */
  function change(next: OnnxPlan): void {
    plan.value = next
    trial.value = { phase: 'none' }
    refusal.value = null
  }

  async function tryOn(study: Pick<StudyRow, 'id' | 'slices'>): Promise<void> {
    if (state.value.phase !== 'planning' || !plan.value) return
    const { file } = state.value.inspection
    const place = { slice: Math.floor(study.slices / 2), phase: 0 }
    trial.value = { phase: 'running' }
    try {
      const places = { what: 'slice' as const, ...place }
      const task = septum.models.tryFile({ study: study.id, file, plan: plan.value, places })
      const [{ contours }, frame] = await Promise.all([
        task,
        septum.studies.frame({ id: study.id, ...place }),
      ])
      trial.value = { phase: 'shown', sample: { header: frame.header, bytes: frame.bytes, contours } }
    } catch (error) {
      trial.value = { phase: 'failed', fault: toFault(error) }
    }
  }

  /** Keeps the model and answers its id; null when it was refused. */
  async function keep(): Promise<string | null> {
    if (state.value.phase !== 'planning' || !plan.value) return null
    try {
      const { id } = await septum.models.importFile({ file: state.value.inspection.file, plan: plan.value })
      close()
      return id
    } catch (error) {
      refusal.value = toFault(error)
      return null
    }
  }

  function close(): void {
    state.value = { phase: 'closed' }
    plan.value = null
    trial.value = { phase: 'none' }
  }

  return { state, plan, trial, refusal, look, change, tryOn, keep, close }
})
