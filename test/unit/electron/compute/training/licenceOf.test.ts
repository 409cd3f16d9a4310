import { expect, test } from 'vitest'
import { licenceOf } from '#electron/compute/training/licenceOf'
import { layouts } from '#electron/datasets/catalogue'

test('a model of ACDC hearts is for research only, and names the terms of its data once (F-RE-6)', () => {
  expect(licenceOf([{ layout: 'acdc' }, { layout: 'acdc' }])).toBe(
    `Research only. Trained on: ACDC; licence of the data: ${layouts.acdc.licence}`,
  )
})

test('a model of two data sets names the terms of both; without ACDC it is not called research only', () => {
  const both = licenceOf([{ layout: 'sunnybrook' }, { layout: 'acdc' }])
  expect(both).toMatch(
    /^Research only\. Trained on: ACDC; .*Trained on: Sunnybrook; licence of the data: CC0/,
  )
  expect(licenceOf([{ layout: 'sunnybrook' }])).toMatch(/^Trained on: Sunnybrook/)
})
