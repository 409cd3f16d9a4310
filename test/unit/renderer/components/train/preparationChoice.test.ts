import { expect, test } from 'vitest'
import { Preparation } from '#shared/domain/preparation'
import {
  chosenPreparation,
  preparationChoice,
  preparationChoices,
} from '#renderer/components/train/preparationChoice'

const own = Preparation.parse({ side: 96 })

test('a published way is chosen by name, keeps its mode, and gives way to settings of one’s own again (F-PP-1)', () => {
  expect(preparationChoices).toEqual(expect.arrayContaining(['own', 'C5', 'C6', 'C6r']))
  expect(chosenPreparation('own', own)).toBe(own)
  const preset = chosenPreparation('C5', own)
  expect(preset).toEqual({ preset: 'C5', mode: 'corrected' })
  expect(preparationChoice(preset)).toBe('C5')
  const faithful = { ...preset, mode: 'faithful' } as Preparation
  expect(chosenPreparation('C6', faithful)).toEqual({ preset: 'C6', mode: 'faithful' })
  expect(preparationChoice(chosenPreparation('own', faithful))).toBe('own')
})

test('what is not known changes nothing', () => {
  expect(chosenPreparation('steps', own)).toBe(own)
  expect(preparationChoice(Preparation.parse({ steps: [{ step: 'crop-pad', side: 8 }] }))).toBe('steps')
})
