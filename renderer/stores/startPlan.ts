import { ref, watch } from 'vue'
import { defineStore } from 'pinia'
import { toFault } from '#shared/errors/SeptumError'
import { startPlanKey, type StartPlan } from '#renderer/components/train/startPlan'
import { septum } from '#renderer/septum'
import { useLaunchFormStore } from './launchForm'

/** What would become of the weights that the draft on show starts from; the last question asked is the one answered. */
export const useStartPlanStore = defineStore('startPlan', () => {
  const form = useLaunchFormStore()
  const plan = ref<StartPlan>({ phase: 'none' })
  let asked = 0

  watch(
    () => form.draft && startPlanKey(form.draft.experiment),
    async (key) => {
      const mine = ++asked
      const experiment = form.draft?.experiment
      if (!key || !experiment) return void (plan.value = { phase: 'none' })
      plan.value = { phase: 'asking' }
      let next: StartPlan
      try {
        next = { phase: 'known', report: await septum.training.planStart({ experiment }) }
      } catch (error) {
        next = { phase: 'failed', fault: toFault(error) }
      }
      if (mine === asked) plan.value = next
    },
    { immediate: true },
  )

  return { plan }
})
