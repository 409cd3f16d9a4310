/** Colours of theme/tokens.css that a canvas cannot read from the style sheet by itself. */
export const ink = {
  text1: '#E3E7ED',
  text2: '#A9B2BF',
  text3: '#7F8996',
  line: '#272E38',
  lineStrong: '#323A46',
  card: '#1A1E25',
  accent: '#4DA3FF',
  ok: '#3FB68B',
  warn: '#F2B53C',
  err: '#FF6B6B',
} as const

/** Model A to D and their dashes, in Compare's panes and charts (features.md 8.2). */
export const modelInk = [
  { letter: 'A', colour: '#73D3FF', dash: [] },
  { letter: 'B', colour: '#FBC834', dash: [8, 3] },
  { letter: 'C', colour: '#CD68A2', dash: [3, 3] },
  { letter: 'D', colour: '#2D9B6A', dash: [8, 3, 2, 3] },
] as const satisfies readonly { letter: string; colour: string; dash: readonly number[] }[]

export const chartFont = '"Inter Variable", "Inter", system-ui, sans-serif'

/** What every axis shares: quiet lines, 11 px ticks, the unit at its end. */
export const axis = {
  axisLine: { show: false },
  axisTick: { show: false },
  axisLabel: { color: ink.text3, fontSize: 11, fontFamily: chartFont },
  splitLine: { lineStyle: { color: ink.line, width: 1 } },
  nameTextStyle: { color: ink.text3, fontSize: 11, fontFamily: chartFont },
} as const

/** A tooltip that is drawn, not written as HTML: the content policy forbids inline styles. */
export const tooltip = {
  renderMode: 'richText',
  confine: true,
  backgroundColor: '#242A33',
  borderColor: ink.lineStrong,
  borderWidth: 1,
  padding: [6, 8],
  textStyle: { color: ink.text1, fontSize: 12, fontFamily: chartFont },
} as const
