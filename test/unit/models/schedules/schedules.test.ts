import { expect, test } from 'vitest'
import { constant } from '#models/schedules/constant'
import { cosine } from '#models/schedules/cosine'
import { plateau } from '#models/schedules/plateau'
import { poly } from '#models/schedules/poly'
import { warmUp } from '#models/schedules/warmUp'

const at = (step: number, steps: number, monitored: readonly number[] = []) => ({ step, steps, monitored })

test.each([
  [0, 2.5e-4],
  [10, 2.498875e-4],
  [1000, 2.3872135e-4],
  [5000, 1.9297238e-4],
  [10_000, 1.3397168e-4],
])('polynomial decay of DeepLab at iteration %i of 20,000 (networks C2)', (step, rate) => {
  expect(2.5e-4 * poly()(at(step, 20_000))).toBeCloseTo(rate, 10)
})

test.each([
  [1, 0.0099994658],
  [2340, 0.008660254],
  [7020, 0.005],
  [9360, 0],
])('polynomial decay of the power ½ at iteration %i of 9,360 (networks C1)', (step, rate) => {
  expect(0.01 * poly(0.5)(at(step, 9360))).toBeCloseTo(rate, 9)
})

test('a run that goes on past its end keeps a rate of nought', () => {
  expect([poly()(at(12, 10)), cosine(at(12, 10))]).toEqual([0, 0])
})

test('cosine decay begins whole, is half way at half and ends at nought', () => {
  expect([0, 50, 100].map((step) => cosine(at(step, 100)).toFixed(6))).toEqual([
    '1.000000',
    '0.500000',
    '0.000000',
  ])
})

test('the warm-up rises evenly, then the schedule takes the rest of the run', () => {
  const schedule = warmUp(4, poly(1))
  expect([0, 1, 2, 3].map((step) => schedule(at(step, 14)))).toEqual([0.2, 0.4, 0.6, 0.8])
  expect([4, 9, 14].map((step) => schedule(at(step, 14)))).toEqual([1, 0.5, 0])
})

test('the rate is halved after each plateau: 5e-4, 2.5e-4, 1.25e-4, 6.25e-5 (networks C3)', () => {
  const flat = Array.from({ length: 31 }, () => 0.4)
  const rate = (epochs: number): number => 5e-4 * plateau()(at(0, 1, flat.slice(0, epochs)))
  expect([1, 11, 21, 31].map(rate)).toEqual([5e-4, 2.5e-4, 1.25e-4, 6.25e-5])
})

test('a loss that falls is no plateau, one that falls by less than the least gain is', () => {
  const falling = Array.from({ length: 30 }, (_, epoch) => 1 - epoch * 0.01)
  const creeping = Array.from({ length: 30 }, (_, epoch) => 1 - epoch * 1e-6)
  expect([plateau()(at(0, 1, falling)), plateau()(at(0, 1, creeping))]).toEqual([1, 0.25])
})

test('constant stays whole', () => {
  expect([0, 5, 10].map((step) => constant(at(step, 10)))).toEqual([1, 1, 1])
})
