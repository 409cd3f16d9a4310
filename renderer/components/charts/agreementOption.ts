import type { EChartsCoreOption } from 'echarts/core'
import type { Agreement } from './agreement'
import { signed } from '../train/scoreText'
import { axis, chartFont, ink, tooltip } from './chartTheme'

/** A round number of 1, 2 or 5 times a power of ten, so that a span has about five steps. */
export function roundStep(span: number): number {
  const raw = Math.max(span, 1e-6) / 5
  const power = 10 ** Math.floor(Math.log10(raw))
  return power * ([1, 2, 5].find((factor) => factor * power >= raw) ?? 10)
}

export interface AgreementChart {
  readonly series: readonly {
    readonly name: string
    readonly colour: string
    readonly agreement: Agreement
  }[]
  readonly unit: string
  readonly xName: string
  readonly yName: string
  readonly biasWord: string
  /** ± this many units: how far readers differ among themselves (R-CP-7); null: not known. */
  readonly readerBand: number | null
  readonly chosenCase: string | null
}

const symbols = ['circle', 'rect', 'triangle', 'diamond'] as const

/** Bland-Altman of one to four candidates; bias and limits drawn for the first. */
export function agreementOption(chart: AgreementChart): EChartsCoreOption {
  const first = chart.series[0]?.agreement
  const lines = first
    ? [
        { yAxis: first.bias, text: `${chart.biasWord} ${signed(first.bias, 1)}`, type: 'solid' },
        ...(first.limits ?? []).map((limit) => ({ yAxis: limit, text: signed(limit, 1), type: 'dashed' })),
      ]
    : []
  const shown = chart.series.flatMap(({ agreement: one }) => [
    ...one.points.map(({ difference }) => difference),
    ...(one.limits ?? []),
  ])
  const reach = Math.max(1, chart.readerBand ?? 0, ...shown.map(Math.abs))
  const step = roundStep(2 * reach)
  return {
    animation: false,
    textStyle: { fontFamily: chartFont },
    grid: { left: 40, right: 62, top: 20, bottom: 26 },
    tooltip: {
      ...tooltip,
      trigger: 'item',
      formatter: (item: { seriesName: string; name: string; value: [number, number] }) =>
        `${item.name}\n${item.seriesName}: ${signed(item.value[1], 1)} ${chart.unit}`,
    },
    xAxis: {
      ...axis,
      type: 'value',
      scale: true,
      splitNumber: 4,
      axisLine: { show: false, onZero: false },
      name: chart.xName,
      nameLocation: 'end',
      nameGap: -4,
      nameTextStyle: { ...axis.nameTextStyle, align: 'right', verticalAlign: 'top', padding: [8, 0, 0, 0] },
      splitLine: { show: false },
      axisLabel: { ...axis.axisLabel, showMaxLabel: false },
    },
    yAxis: {
      ...axis,
      type: 'value',
      name: chart.yName,
      nameGap: 8,
      nameTextStyle: { ...axis.nameTextStyle, align: 'left', padding: [0, 0, 0, -34] },
      min: -Math.ceil(reach / step) * step,
      max: Math.ceil(reach / step) * step,
      interval: step,
      axisLabel: { ...axis.axisLabel, formatter: (value: number) => String(value).replace('-', '−') },
    },
    series: chart.series.map(({ name, colour, agreement }, i) => ({
      type: 'scatter',
      name,
      symbol: symbols[i % symbols.length],
      symbolSize: 7,
      itemStyle: { color: colour },
      emphasis: { disabled: true },
      data: agreement.points.map(({ id, mean, difference }) => ({
        name: id,
        value: [mean, difference],
        ...(id === chart.chosenCase
          ? { symbolSize: 11, itemStyle: { color: '#fff', borderColor: colour } }
          : {}),
      })),
      ...(i > 0
        ? {}
        : {
            markLine: {
              silent: true,
              symbol: 'none',
              animation: false,
              data: lines.map(({ yAxis, text, type }) => ({
                yAxis,
                lineStyle: { color: type === 'solid' ? colour : ink.text2, type, width: 1 },
                label: {
                  formatter: text,
                  color: type === 'solid' ? colour : ink.text2,
                  fontSize: 11,
                  position: 'end',
                },
              })),
            },
            ...(chart.readerBand === null
              ? {}
              : {
                  markArea: {
                    silent: true,
                    itemStyle: { color: 'rgba(127,137,150,.14)' },
                    data: [[{ yAxis: -chart.readerBand }, { yAxis: chart.readerBand }]],
                  },
                }),
          }),
    })),
  }
}
