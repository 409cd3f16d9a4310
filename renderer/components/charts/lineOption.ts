import type { EChartsCoreOption } from 'echarts/core'
import { axis, chartFont, ink, tooltip } from './chartTheme'

export interface Line {
  readonly name: string
  readonly colour: string
  /** Screen pixels; empty: solid. */
  readonly dash: readonly number[]
  readonly width?: number
  /** [x, y]; a null y is a gap. */
  readonly points: readonly (readonly [number, number | null])[]
  /** Words at the end of the line instead of a legend, such as "LV 0.942". */
  readonly endLabel?: string
}

export interface LineChart {
  readonly lines: readonly Line[]
  readonly xName: string
  readonly yName: string
  readonly xRange: readonly [number, number]
  /** `data`: a round number beyond the data. */
  readonly yRange: readonly [number | 'data', number | 'data']
  readonly digits: number
  /** Upright line with a word, such as the best epoch or the place where a run stopped. */
  readonly mark: { readonly x: number; readonly text: string; readonly tone: 'accent' | 'err' } | null
  /** About how many ticks the upright axis has; 4 unless told. */
  readonly yTicks?: number
  /** Room at the right for end labels, px. */
  readonly rightPx?: number
}

/** Lines over epochs or steps: raw values, no smoothing, unit names on both axes. */
export function lineOption(chart: LineChart): EChartsCoreOption {
  const format = (value: number) =>
    Math.abs(value) > 0 && Math.abs(value) < 0.001
      ? value.toExponential(1).replace('.0e', 'e').replace('-', '−')
      : value === 0
        ? '0'
        : value.toFixed(chart.digits).replace('-', '−')
  const limit = (value: number | 'data') => (value === 'data' ? null : value)
  const mark = chart.mark
  const heights = labelHeights(chart)
  /** Near the left edge the word stands at the right of its line. */
  const markLeft = mark !== null && mark.x - chart.xRange[0] < 0.2 * (chart.xRange[1] - chart.xRange[0])
  const markTone = mark?.tone === 'err' ? ink.err : ink.accent
  return {
    animation: false,
    textStyle: { fontFamily: chartFont },
    grid: { left: 46, right: chart.rightPx ?? 14, top: 22, bottom: 26 },
    tooltip: {
      ...tooltip,
      trigger: 'axis',
      valueFormatter: (v: unknown) => (typeof v === 'number' ? format(v) : '–'),
    },
    xAxis: {
      ...axis,
      type: 'value',
      name: chart.xName,
      nameLocation: 'end',
      nameGap: -4,
      nameTextStyle: { ...axis.nameTextStyle, align: 'right', verticalAlign: 'top', padding: [8, 0, 0, 0] },
      min: chart.xRange[0],
      max: chart.xRange[1],
      minInterval: 1,
      axisLine: { ...axis.axisLine, onZero: false },
      splitLine: { show: false },
      axisLabel: { ...axis.axisLabel, showMaxLabel: false },
    },
    yAxis: {
      ...axis,
      type: 'value',
      name: chart.yName,
      nameLocation: 'end',
      nameGap: 8,
      nameTextStyle: { ...axis.nameTextStyle, align: 'left', padding: [0, 0, 0, -40] },
      min: limit(chart.yRange[0]),
      max: limit(chart.yRange[1]),
      splitNumber: chart.yTicks ?? 4,
      axisLabel: { ...axis.axisLabel, formatter: format },
    },
    series: chart.lines.map((line, i) => ({
      type: 'line',
      name: line.name,
      data: line.points.map(([x, y]) => [x, y]),
      connectNulls: false,
      symbol: 'circle',
      symbolSize: 4,
      showSymbol: line.points.length < 3,
      itemStyle: { color: line.colour },
      lineStyle: {
        color: line.colour,
        width: line.width ?? 1.75,
        type: line.dash.length ? [...line.dash] : 'solid',
      },
      emphasis: { disabled: true },
      ...(line.endLabel
        ? {
            markPoint: {
              silent: true,
              animation: false,
              symbolSize: 0.01,
              label: {
                formatter: line.endLabel,
                position: 'right',
                color: line.colour,
                fontSize: 12,
                fontWeight: 650,
                distance: 8,
              },
              data: [{ coord: [lastPoint(line)?.[0], heights[i]] }],
            },
          }
        : {}),
      ...(i === 0 && mark
        ? {
            markLine: {
              silent: true,
              symbol: 'none',
              animation: false,
              lineStyle: { color: markTone, type: [3, 3], width: 1 },
              label: {
                formatter: mark.text,
                color: markTone,
                fontSize: 11,
                position: 'insideStart',
                rotate: 0,
                align: markLeft ? 'left' : 'right',
                verticalAlign: 'bottom',
                padding: [0, 6, 6, 6],
              },
              data: [{ xAxis: mark.x }],
            },
          }
        : {}),
    })),
  }
}

/** The newest point of a line that is no gap. */
const lastPoint = ({ points }: Line) =>
  points.findLast((point): point is readonly [number, number] => point[1] !== null)

/**
 * At which value each line's end label stands: at its end, or as far below the next higher one that both can be read. A line
 * of words takes a sixteenth of the lowest chart that there is.
 */
export function labelHeights({ lines, yRange }: LineChart): (number | undefined)[] {
  const values = lines.flatMap(({ points }) => points.map(([, y]) => y ?? 0))
  const [low, high] = [yRange[0], yRange[1]].map((limit, i) =>
    limit === 'data' ? (i ? Math.max : Math.min)(0, ...values) : limit,
  ) as [number, number]
  const heights: (number | undefined)[] = lines.map((line) => lastPoint(line)?.[1])
  const falling = heights
    .map((height, i) => ({ height, i }))
    .filter(({ height, i }) => height !== undefined && lines[i]!.endLabel)
    .sort((one, other) => other.height! - one.height!)
  falling.slice(1).forEach(({ height, i }, above) => {
    heights[i] = Math.min(height!, heights[falling[above]!.i]! - (high - low) / 16)
  })
  return heights
}
