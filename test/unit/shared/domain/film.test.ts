import { expect, test } from 'vitest'
import { filmBytes, filmFileName, filmPicture } from '#shared/domain/film'

const header = { columns: 2, rows: 1, spacingMm: 1.5 }
const film = filmBytes(header, [
  { image: Uint8Array.of(1, 2), truth: Uint8Array.of(0, 3), prediction: Uint8Array.of(3, 0) },
  { image: Uint8Array.of(9, 8), truth: Uint8Array.of(1, 1), prediction: Uint8Array.of(2, 2) },
])

test('each picture of an epoch comes back with image, truth and prediction', () => {
  expect(filmPicture('f', film, 1)).toEqual({ header, planes: Uint8Array.of(9, 8, 1, 1, 2, 2) })
})

test('a film that was cut anywhere is refused, and so is a picture that is not on it', () => {
  for (let length = 0; length < film.length; length++)
    expect(() => filmPicture('f', film.slice(0, length), 0)).toThrow('The file f is damaged')
  expect(() =>
    filmPicture(
      'f',
      Uint8Array.from(film, (byte) => byte ^ 1),
      0,
    ),
  ).toThrow('not a film')
  expect(() => filmPicture('f', film, 2)).toThrow('There is no picture called 3')
})

test('films are found by their epoch', () => {
  expect([1, 42, 1000].map(filmFileName)).toEqual(['epoch-001.bin', 'epoch-042.bin', 'epoch-1000.bin'])
})
