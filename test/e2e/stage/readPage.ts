import type { Locator, Page } from 'playwright'
import { expect } from 'vitest'
import type { PointPx } from '#shared/domain/contour'
import type { CaseSource } from '#shared/domain/study'
import { openCase } from '#electron/datasets/openCase'
import { scanFolder } from '#electron/datasets/scanFolder'

interface Place {
  readonly slice: number
  readonly phase: number
}

/** The Read screen as a reader uses it. Slices and phases count from 1, as on the screen. */
export class ReadPage {
  constructor(private readonly page: Page) {}

  pane(index = 0): Locator {
    return this.page.getByRole('application').nth(index)
  }
  async place(): Promise<Place> {
    const [slice, phase] = await Promise.all(
      ['data-slice', 'data-phase'].map(async (name) => Number(await this.pane().getAttribute(name))),
    )
    return { slice: slice!, phase: phase! }
  }
  async expectPlace(place: Partial<Place>): Promise<void> {
    await expect.poll(() => this.place(), { timeout: 10_000 }).toMatchObject(place)
    await expect.poll(() => this.pane().getAttribute('data-shown'), { timeout: 10_000 }).toBe('true')
  }
  async goTo({ slice, phase }: { slice: number; phase: 'ED' | 'ES' }): Promise<void> {
    await this.page.keyboard.press(phase === 'ED' ? 'd' : 's')
    await this.page.keyboard.press('Home')
    for (let at = 1; at < slice; at++) await this.page.keyboard.press('ArrowDown')
    await this.expectPlace({ slice })
  }
  async press(key: string): Promise<void> {
    await this.page.keyboard.press(key)
  }
  async scroll(notches: number): Promise<void> {
    const box = (await this.pane().boundingBox())!
    await this.page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
    for (let i = 0; i < Math.abs(notches); i++) await this.page.mouse.wheel(0, Math.sign(notches) * 100)
  }

  /** A number of the Volumes panel, such as "LV EDV", in its unit; null where it says why there is none. */
  async volume(label: string): Promise<number | null> {
    const text = await this.page.getByLabel(label, { exact: true }).first().getAttribute('data-value')
    return text === null || text === '' ? null : Number(text)
  }

  /** Drags the rightmost point of a boundary that the source in `folder` brought for the shown slice. */
  async dragPoint(
    digit: '1' | '2' | '3',
    by: { rightMm: number; downMm: number },
    folder: string,
  ): Promise<void> {
    await this.press(digit)
    await this.press('p')
    const ring = await this.importedRing(digit, folder)
    const from = ring.reduce((best, point) => (point.x > best.x ? point : best))
    const start = await this.onScreen(from)
    const perMm = await this.pixelsPerMm()
    await this.page.mouse.move(start.x, start.y)
    await this.page.mouse.down()
    for (let step = 1; step <= 4; step++)
      await this.page.mouse.move(
        start.x + (by.rightMm * perMm * step) / 4,
        start.y + (by.downMm * perMm * step) / 4,
      )
    await this.page.mouse.up()
    await this.expectSaved()
  }

  /** Asks the chosen model for contours at ED and ES; they arrive as drafts. */
  async runModel(): Promise<void> {
    await this.page.getByRole('button', { name: 'Run ED+ES' }).click()
  }
  /** How many contours of the study wait to be accepted. */
  async drafts(): Promise<number> {
    const accept = this.page.getByRole('button', { name: /^Accept \d+ draft/ })
    if ((await accept.count()) === 0) return 0
    return Number(/\d+/.exec(await accept.innerText())![0])
  }
  async deleteContours(digits: readonly ('1' | '2' | '3')[]): Promise<void> {
    for (const digit of digits) {
      await this.press(digit)
      await this.press('Delete')
    }
    await this.expectSaved()
  }

  async undo(): Promise<void> {
    await this.press('Control+z')
  }
  async redo(): Promise<void> {
    await this.press('Control+y')
  }
  async expectSaved(): Promise<void> {
    await this.page
      .getByText(/^Saved \d\d:\d\d:\d\d/)
      .first()
      .waitFor()
  }

  /** The first ring that the source brought for a boundary, on the shown slice and phase. */
  private async importedRing(digit: '1' | '2' | '3', folder: string): Promise<readonly PointPx[]> {
    const boundary = { 1: 'lv-endo', 2: 'lv-epi', 3: 'rv-endo' }[digit]
    const { slice, phase } = await this.place()
    const name = await this.page.locator('header, #top').first().innerText()
    const sources: CaseSource[] = []
    await scanFolder(folder, {
      onCase: (source) => sources.push(source),
      onRefusal: () => undefined,
      onProgress: () => undefined,
      signal: new AbortController().signal,
    })
    const source = sources.find((one) => name.includes(one.name))
    const reader = await openCase(source!)
    const contour = reader.opened.imported.find(
      (one) => one.boundary === boundary && one.slice === slice - 1 && one.phase === phase - 1,
    )
    reader.close()
    return contour!.rings[0]!
  }

  private async numbers(...names: readonly string[]): Promise<number[]> {
    return Promise.all(names.map(async (name) => Number(await this.pane().getAttribute(name))))
  }
  private async onScreen(point: PointPx): Promise<{ x: number; y: number }> {
    const [left, top, scaleX, scaleY] = await this.numbers(
      'data-left',
      'data-top',
      'data-scale-x',
      'data-scale-y',
    )
    const box = (await this.pane().boundingBox())!
    return { x: box.x + left! + point.x * scaleX!, y: box.y + top! + point.y * scaleY! }
  }
  private async pixelsPerMm(): Promise<number> {
    const [scaleX] = await this.numbers('data-scale-x')
    const text = await this.pane().innerText()
    const spacing = /([\d.,]+) × ([\d.,]+) mm/.exec(text)
    return scaleX! / Number((spacing?.[1] ?? '1').replace(',', '.'))
  }
}
