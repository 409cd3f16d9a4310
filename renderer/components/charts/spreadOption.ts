import type { EChartsCoreOption } from 'echarts/core'
import { axis, chartFont, tooltip } from './chartTheme'
import { spread } from './spread'

export interface SpreadChart {
  readonly rows: readonly {
    readonly name: string
    readonly colour: string
    readonly values: readonly number[]
  }[]
  readonly xName: string
  readonly digits: number
}

/** One box (median, quartiles, range) a row, every case as a dot on it. */
export function spreadOption(chart: SpreadChart): EChartsCoreOption {
  const boxes = chart.rows.map(({ values }) => spread(values))
  return {
    animation: false,
    textStyle: { fontFamily: chartFont },
    grid: { left: 30, right: 14, top: 6, bottom: 26 },
    tooltip: {
      ...tooltip,
      trigger: 'item',
      valueFormatter: (v: unknown) => (typeof v === 'number' ? v.toFixed(chart.digits) : ''),
    },
    xAxis: {
      ...axis,
      type: 'value',
      scale: true,
      splitNumber: 4,
      name: chart.xName,
      nameLocation: 'end',
      nameGap: -4,
      nameTextStyle: { ...axis.nameTextStyle, align: 'right', verticalAlign: 'top', padding: [8, 0, 0, 0] },
      axisLabel: { ...axis.axisLabel, showMaxLabel: false },
    },
    yAxis: {
      ...axis,
      type: 'category',
      inverse: true,
      data: chart.rows.map(({ name }) => name),
      splitLine: { show: false },
    },
    series: [
      {
        type: 'boxplot',
        boxWidth: [10, 18],
        silent: true,
        data: boxes.map((box, i) => ({
          value: box ? [box.range[0], box.quartiles[0], box.median, box.quartiles[1], box.range[1]] : [],
          itemStyle: {
            color: `${chart.rows[i]!.colour}33`,
            borderColor: chart.rows[i]!.colour,
            borderWidth: 1.5,
          },
        })),
      },
      {
        type: 'scatter',
        symbolSize: 4,
        itemStyle: { color: '#E3E7ED', opacity: 0.7 },
        emphasis: { disabled: true },
        data: chart.rows.flatMap(({ values }, row) => values.map((value) => [value, row])),
      },
    ],
  }
}
