import { expect, test } from 'vitest'
import { meaningOfCode, meaningOfName } from '#electron/datasets/drawn/structureNames'

test.each([
  [
    'lv-endo',
    ['LV', 'lv endo', 'LVEndo', 'lv_endo', 'LVC', 'Blood', 'LV blood pool', 'Left Ventricle', 'endo'],
  ],
  ['lv-epi', ['epi', 'LV Epi', 'lv-epicardium', 'Left ventricular epicardial contour']],
  ['lv-wall', ['myo', 'LVM', 'Myocardium', 'LV myocardium', 'left ventricular myocardium', 'LV wall']],
  ['rv-endo', ['RV', 'rv endo', 'rvendo', 'Right ventricle', 'RV cavity', 'Right Ventricular Endocardium']],
  ['rv-epi', ['RV epi', 'right ventricular epicardium']],
  ['left-atrium', ['LA', 'left atrium', 'Left atrial cavity']],
  ['right-atrium', ['RA', 'Right_Atrium']],
  ['rv-wall', ['RV myocardium', 'RVM']],
] as const)(
  '%s is meant by its usual names, in any case and with any separators (datasets B1.10)',
  (meaning, names) => {
    expect(names.map(meaningOfName)).toEqual(names.map(() => meaning))
  },
)

test('a name that only contains a known one is not known', () => {
  const others = ['Heart', 'LV scar', 'Liver', 'RVOT', 'Lt Lung', 'endoleak', 'LAD', '', 'myoma']
  expect(others.map(meaningOfName)).toEqual(others.map(() => null))
})

test('a coded segment is known by its anatomy, in SNOMED CT and in the codes before it', () => {
  expect(meaningOfCode('87878005', 'SCT')).toBe('lv-endo')
  expect(meaningOfCode('T-32500', 'SNM3')).toBe('rv-endo')
  expect(meaningOfCode('T-32020', 'SRT')).toBe('lv-wall')
  expect(meaningOfCode('10200004', 'SCT')).toBeNull()
})
