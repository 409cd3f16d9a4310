import { boundaries, regions, type RegionId } from '#shared/domain/structures'
import { ink } from '../charts/chartTheme'
import type { Line, LineChart } from '../charts/lineOption'
import { bestEpoch, type RunHistory } from './runHistory'
import { learnable, shortName } from './structureWords'

/** Words that the charts print; the caller translates them. */
export interface ChartWords {
  readonly epoch: string
  readonly training: string
  readonly validation: string
  readonly loss: string
  readonly dice: string
  readonly rate: string
  /** Best epoch, with its number. */
  readonly best: (epoch: number) => string
  readonly stopped: string
}

const epochsOf = (history: RunHistory): number =>
  Math.max(2, history.started?.epochs ?? 0, history.epochs.at(-1)?.epoch ?? 0)

/** Where a step lies on the axis of epochs: epoch 1 begins at 0 and ends at 1. */
export const stepPlace = (history: RunHistory, step: number): number =>
  step / Math.max(1, history.started?.stepsPerEpoch ?? 1)

const bestMark = (history: RunHistory, words: ChartWords, withText: boolean): LineChart['mark'] => {
  const best = bestEpoch(history)
  return best && { x: best.epoch, text: withText ? words.best(best.epoch) : '', tone: 'accent' }
}

/** Loss of training and validation over epochs; before the first epoch ends, loss of the steps. */
export function lossChart(history: RunHistory, words: ChartWords): LineChart {
  const early = history.epochs.length < 2
  const training: Line = {
    name: words.training,
    colour: ink.text3,
    dash: [],
    points: early
      ? history.steps.map(({ step, loss }) => [stepPlace(history, step), loss])
      : history.epochs.map(({ epoch, trainLoss }) => [epoch, trainLoss]),
  }
  const validation: Line = {
    name: words.validation,
    colour: ink.text1,
    dash: [],
    points: history.epochs.map(({ epoch, validationLoss }) => [epoch, validationLoss]),
  }
  /** A soft Dice counts against a loss (networks.md B1). */
  const belowNought = [training, validation].some(({ points }) => points.some(([, loss]) => (loss ?? 0) < 0))
  return {
    lines: [training, validation],
    xName: words.epoch,
    yName: words.loss,
    xRange: [early ? 0 : 1, epochsOf(history)],
    yRange: [belowNought ? 'data' : 0, 'data'],
    digits: 2,
    mark: bestMark(history, words, false),
  }
}

/** Structures that the run learns, in the readers' order. */
export const runStructures = (history: RunHistory): RegionId[] =>
  learnable.filter(
    (id) =>
      history.experiment?.structures.includes(id) ??
      history.epochs.some(({ dice }) => dice?.[id] !== undefined),
  )

/** Dice of each structure over whole validation cases; the newest value stands at the line's end. */
export function diceChart(history: RunHistory, words: ChartWords, stopped = false): LineChart {
  const scored = history.epochs.filter(({ dice }) => dice !== null)
  const lines = runStructures(history).map((id): Line => {
    const points = scored.map(({ epoch, dice }): [number, number | null] => [epoch, dice![id] ?? null])
    const last = points.findLast(([, value]) => value !== null)?.[1]
    return {
      name: shortName[id],
      colour: regions[id].colour,
      dash: boundaries[regions[id].outer].dash,
      points,
      ...(last === null || last === undefined ? {} : { endLabel: `${shortName[id]} ${last.toFixed(3)}` }),
    }
  })
  const lowest = Math.min(
    scored.length ? 1 : 0,
    ...lines.flatMap(({ points }) => points.map(([, value]) => value ?? 1)),
  )
  const end = history.epochs.at(-1)?.epoch ?? 1
  return {
    lines,
    xName: words.epoch,
    yName: words.dice,
    xRange: [1, epochsOf(history)],
    yRange: [Math.max(0, Math.min(0.8, Math.floor(lowest * 5) / 5)), 1],
    digits: 2,
    mark: stopped ? { x: end, text: words.stopped, tone: 'err' } : bestMark(history, words, true),
    rightPx: end / epochsOf(history) > 0.8 ? 84 : 14,
  }
}

/** Learning rate of each step that was told. */
export function rateChart(history: RunHistory, words: ChartWords): LineChart {
  return {
    lines: [
      {
        name: words.rate,
        colour: ink.accent,
        dash: [],
        points: history.steps.map(({ step, learningRate }) => [stepPlace(history, step), learningRate]),
      },
    ],
    xName: words.epoch,
    yName: '',
    xRange: [0, epochsOf(history)],
    yRange: [0, 'data'],
    digits: 4,
    yTicks: 2,
    mark: null,
  }
}
