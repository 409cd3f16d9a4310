import { expect, test } from 'vitest'
import { Experiment } from '#shared/domain/experiment'
import { chosenSteps, withSteps } from '#electron/cli/postSteps'

const steps = Experiment.shape.postprocessing.parse({ fillIslands: true, denseCrfOptions: { iterations: 3 } })

test('the steps after the network are those that are named, and no others (features 3.6, datasets F)', () => {
  const made = withSteps(steps, chosenSteps('dense-crf, largest-cavity'))
  expect(made).toEqual({
    ...steps,
    denseCrf: true,
    largestCavity: true,
    largestComponents: false,
    fillIslands: false,
  })
  expect(Object.values(withSteps(steps, chosenSteps('none')))).not.toContain(true)
})

test('a step that there is not is refused with those that there are', () => {
  expect(() => chosenSteps('dense-crf,smooth')).toThrow(/smooth is none of dense-crf, largest-components/)
  expect(() => chosenSteps('toString')).toThrow(/toString is none of/)
})
