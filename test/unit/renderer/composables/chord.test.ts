import { expect, test } from 'vitest'
import { chordOf, printedChord, type KeyStroke } from '#renderer/composables/chord'

const stroke = (key: string, code: string, more: Partial<KeyStroke> = {}): KeyStroke => ({
  key,
  code,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...more,
})

test('letters go by the letter typed, so that Z on a German keyboard undoes', () => {
  expect(chordOf(stroke('z', 'KeyY', { ctrlKey: true }))).toBe('Ctrl+Z')
  expect(chordOf(stroke('I', 'KeyI', { shiftKey: true }))).toBe('Shift+I')
})

test('a Cyrillic layout still reaches the letters, by their place (R-KEY-4)', () => {
  expect(chordOf(stroke('ы', 'KeyS'))).toBe('S')
  expect(chordOf(stroke('л', 'KeyK', { ctrlKey: true }))).toBe('Ctrl+K')
})

test('Option+D is a chord on macOS although it types a sign (R-KEY-4)', () => {
  expect(chordOf(stroke('∂', 'KeyD', { altKey: true }))).toBe('Alt+D')
  expect(chordOf(stroke('ArrowLeft', 'ArrowLeft', { altKey: true }))).toBe('Alt+ArrowLeft')
})

test('digits and brackets go by their place, with and without Shift', () => {
  expect(chordOf(stroke('&', 'Digit1'))).toBe('1')
  expect(chordOf(stroke('!', 'Digit1', { shiftKey: true }))).toBe('Shift+1')
  expect(chordOf(stroke('5', 'Numpad5', { ctrlKey: true }))).toBe('Ctrl+5')
  expect(chordOf(stroke('ü', 'BracketLeft'))).toBe('[')
})

test('a question mark is a question mark however it is typed', () => {
  expect(chordOf(stroke('?', 'Slash', { shiftKey: true }))).toBe('?')
  expect(chordOf(stroke('?', 'Minus', { shiftKey: true }))).toBe('?')
  expect(chordOf(stroke('/', 'Slash'))).toBe('/')
})

test('Cmd counts as Ctrl, and is printed as Cmd on macOS', () => {
  expect(chordOf(stroke('o', 'KeyO', { metaKey: true }))).toBe('Ctrl+O')
  expect(printedChord('Ctrl+ArrowUp')).toBe('Ctrl ↑')
  expect(printedChord('Ctrl+O', true)).toBe('⌘ O')
  expect(printedChord('Ctrl++')).toBe('Ctrl +')
})
