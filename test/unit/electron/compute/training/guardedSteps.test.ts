import { expect, test } from 'vitest'
import { guardedSteps } from '#electron/compute/training/guardedSteps'
import { Experiment } from '#shared/domain/experiment'
import type { RegionId } from '#shared/domain/structures'

const steps = Experiment.shape.postprocessing.parse({ farRightVentricle: true, fillIslands: true })
const heart = { labelled: ['rv-cavity', 'lv-myocardium', 'lv-cavity'] as RegionId[] }
const rvAlone = { labelled: ['rv-cavity'] as RegionId[] }

test('a network that saw RV masks without the LV keeps an RV that lies far from it (datasets F2, experiment 3.2b)', () => {
  const notes: string[] = []
  const note = (text: string) => notes.push(text)
  expect(guardedSteps(steps, [heart, heart], note)).toEqual(steps)
  expect(notes).toEqual([])
  expect(guardedSteps(steps, [heart, rvAlone, rvAlone], note)).toEqual({ ...steps, farRightVentricle: false })
  expect(notes.join()).toContain('2 volumes of 3 to train do not label the left ventricle')
  expect(guardedSteps({ ...steps, farRightVentricle: false }, [rvAlone], note).fillIslands).toBe(true)
  expect(notes).toHaveLength(1)
})
