import { expect } from 'vitest'
import { hasPs, test } from './stage/septumTest'

test.skipIf(!hasPs)(
  'the process that decodes images is lost while a study is open: the window stays, edits stay, images come again (R-ALL-8)',
  async ({ septum }) => {
    const { library, read } = septum
    const hearts = await septum.phantoms(1, 21)
    await library.addFolder(hearts)
    await library.open('patient001')
    await read.goTo({ slice: 4, phase: 'ED' })
    const before = await read.volume('LV EDV')
    await read.dragPoint('1', { rightMm: 5, downMm: 0 }, hearts)
    await expect.poll(() => read.volume('LV EDV')).not.toBe(before)
    const edited = await read.volume('LV EDV')

    await septum.killChild('read')

    for (let step = 0; step < 12; step++) await read.press('ArrowRight')
    await read.expectPlace({ slice: 4, phase: 13 })
    expect(await read.volume('LV EDV')).toBe(edited)

    await septum.restart()
    await septum.library.open('patient001')
    await expect.poll(() => septum.read.volume('LV EDV')).toBe(edited)
  },
)
