import { expect, test } from 'vitest'
import { ageSexText, dateText, scannerText } from '#renderer/components/library/studyText'
import { studyRow } from './rows'

const study = studyRow('SC-HF-I-4', {
  patientId: 'SCD0000401',
  ageYears: 61,
  sex: 'F',
  studyDate: '2009-03-12',
  scanner: 'GE Signa HDx',
  fieldT: 1.5,
})

test('a row says what it knows and nothing that it does not', () => {
  expect(ageSexText(study)).toBe('61 / F')
  expect(scannerText(study)).toBe('GE Signa HDx 1.5 T')
  expect(scannerText(studyRow('y', { fieldT: 1.4939999580383 }))).toBe('1.49 T')
  expect(dateText(study.studyDate)).toBe('12 Mar 2009')
  expect(ageSexText(studyRow('x'))).toBeNull()
  expect(scannerText(studyRow('x'))).toBeNull()
  expect(dateText('not a date')).toBeNull()
})
