import { TooltipProvider } from 'reka-ui'
import { expect, test } from 'vitest'
import { createSSRApp, h } from 'vue'
import { renderToString } from 'vue/server-renderer'
import Timeline from '../../../../../renderer/components/read/Timeline.vue'
import { i18n } from '#renderer/locales/i18n'

const cycle = {
  phases: 4,
  shown: [0],
  marks: { ed: 0, es: 2 },
  curve: [120, 90, 60, 90],
  contoured: [true, false, true, false],
  boundary: 'lv-epi',
  playing: false,
  fps: 20,
  timed: true,
  bpm: 60,
  speed: 1,
} as const
const page = () => renderToString(createSSRApp(() => h(TooltipProvider, () => h(Timeline, cycle))).use(i18n))

test('features 3.2: the timeline shows at which phases the contour in hand is drawn', async () => {
  const columns = (await page()).split('data-phase=').slice(1)
  expect(columns.map((column) => column.includes('dot full'))).toEqual(cycle.contoured)
})

test('a phase says in words what it is and what is drawn there', async () => {
  const titles = [...(await page()).matchAll(/title="([^"]*)"/g)].map(([, title]) => title)
  expect(titles).toEqual([
    'End-diastole · LV epi is drawn on this slice',
    'End-systole · LV epi is drawn on this slice',
  ])
})
