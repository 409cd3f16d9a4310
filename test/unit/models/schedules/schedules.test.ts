import { expect, test } from 'vitest'
import { scheduleCatalogue } from '#models/schedules/catalogue'
import { constant } from '#models/schedules/constant'
import { cosine } from '#models/schedules/cosine'
import { isStalled } from '#models/schedules/earlyStop'
import { every } from '#models/schedules/every'
import { exponential } from '#models/schedules/exponential'
import { plateau } from '#models/schedules/plateau'
import { poly } from '#models/schedules/poly'
import { step as stepped } from '#models/schedules/step'
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

test.each([
  [0, 1e-4],
  [386, 1e-4],
  [387, 1e-5],
  [773, 1e-5],
  [774, 1e-6],
  [1160, 1e-6],
  [1161, 1e-7],
  [1169, 1e-7],
])('steps of DIGITS at iteration %i of 1,170 (networks C5)', (iteration, rate) => {
  expect(1e-4 * stepped()(at(iteration, 1170))).toBeCloseTo(rate, 12)
})

test('steps of DIGITS over 7,020 iterations change at 2317, 4634 and 6951 (networks C5)', () => {
  const rate = (iteration: number): string => stepped()(at(iteration, 7020)).toExponential(0)
  expect([2316, 2317, 4633, 4634, 6950, 6951].map(rate)).toEqual([
    '1e+0',
    '1e-1',
    '1e-1',
    '1e-2',
    '1e-2',
    '1e-3',
  ])
})

test.each([
  [0.985, [5e-4, 4.925e-4, 2.3484511e-4, 1.1030446e-4, 5.4500806e-6]],
  [0.98, [5e-4, 4.9e-4, 1.8208484e-4, 6.6309778e-5, 1.1900539e-6]],
])('a factor of %f each epoch, ACDC 2017 (networks C6)', (factor, rates) => {
  const epochs = [0, 1, 50, 100, 299]
  const found = epochs.map(
    (epoch) => 5e-4 * exponential(factor)({ ...at(epoch * 100 + 99, 30_000), stepsPerEpoch: 100 }),
  )
  found.forEach((rate, i) => expect(rate).toBeCloseTo(rates[i]!, 10))
})

test.each([
  [1, 9.9909995e-3],
  [500, 5.3588673e-3],
  [999, 1.9952623e-5],
])('nnU-Net at epoch %i of 1,000 (networks C6)', (epoch, rate) => {
  expect(0.01 * poly()(at(epoch, 1000))).toBeCloseTo(rate, 8)
})

test.each([
  [10, 2.4977499e-4],
  [1000, 2.2738311e-4],
  [9990, 4.9881558e-7],
  [10_000, 0],
])('S1’s second phase at iteration %i of 10,000, looked at every tenth (networks C2)', (iteration, rate) => {
  const schedule = scheduleCatalogue.poly.schedule({ every: 10 })
  expect(2.5e-4 * schedule(at(iteration, 10_000))).toBeCloseTo(rate, 10)
  expect(every(10, poly())(at(iteration + 9, 10_000))).toBe(poly()(at(iteration, 10_000)))
})

test('options of an experiment reach the schedule: a power, a factor, a patience', () => {
  expect(scheduleCatalogue.poly.schedule({ power: 0.5 })(at(4680, 9360))).toBeCloseTo(0.70710678, 7)
  expect(scheduleCatalogue.exponential.schedule({ factor: 0.5 })(at(2, 9))).toBe(0.25)
  expect(scheduleCatalogue.plateau.schedule({ factor: 0.1, patience: 2 })(at(0, 1, [1, 1, 1]))).toBeCloseTo(
    0.1,
    12,
  )
})

test('a run is stalled after so many validations without a lower loss, and never without a limit (networks C3)', () => {
  const losses = [1, 0.5, 0.6, 0.55, 0.50001]
  expect([isStalled(losses, 3), isStalled(losses, 4), isStalled(losses, null)]).toEqual([true, false, false])
  expect(isStalled([...losses, 0.4], 3)).toBe(false)
})
