import type { Page } from 'playwright'
import { expect } from 'vitest'

/** The Train screen: the form and the live run. */
export class TrainPage {
  constructor(private readonly page: Page) {}

  async show(): Promise<void> {
    await this.page.keyboard.press('Control+4')
    await this.page.getByRole('heading', { name: 'Train a network' }).waitFor()
  }

  /** Chooses a preset and changes expert settings by their path, such as "training.epochs". */
  async fill(preset: string, settings: Readonly<Record<string, number>>): Promise<void> {
    await this.page.getByText(preset).first().click()
    await this.page.getByText('Show expert settings').click()
    for (const [path, value] of Object.entries(settings)) {
      const field = this.page.locator(`[data-setting="${path}"] input`).last()
      await field.fill(String(value))
      await field.press('Tab')
    }
  }
  async patients(parts: { train: number; validation: number; test: number }): Promise<void> {
    const question = this.page.getByLabel('Patients', { exact: true })
    for (const [label, count] of [
      [/^Training/, parts.train],
      [/^Validation/, parts.validation],
      [/^Test/, parts.test],
    ] as const) {
      const field = question.getByLabel(label).last()
      await field.fill(String(count))
      await field.press('Tab')
    }
  }
  /** Chooses a plug-in, by its title, in place of Septum's own loss or network. */
  async choosePlugin(kind: 'Loss' | 'Network', title: string): Promise<void> {
    const question = this.page.getByLabel('Plug-ins', { exact: true })
    await question.getByRole('combobox', { name: kind }).click()
    await this.page.getByRole('option', { name: title }).click()
  }
  /** Waits for a pre-flight without red lines, then starts. */
  async start(): Promise<void> {
    const start = this.page.getByRole('button', { name: /Start training/ })
    await expect.poll(() => start.isEnabled(), { timeout: 20_000 }).toBe(true)
    await start.click()
    await this.page.locator('[data-run]').waitFor()
  }

  phase(): Promise<string | null> {
    return this.page.locator('[data-run]').getAttribute('data-phase')
  }
  async expectPhase(phase: string | RegExp, seconds: number): Promise<void> {
    await expect.poll(() => this.phase(), { timeout: seconds * 1000, interval: 250 }).toMatch(phase)
  }
  async pause(): Promise<void> {
    await this.page.getByRole('button', { name: 'Pause' }).click()
    await this.expectPhase('paused', 20)
  }
  async resume(): Promise<void> {
    await this.page.getByRole('button', { name: 'Resume' }).click()
    await this.expectPhase(/training|testing|finished/, 20)
  }
  /** The table of the test patients, as text. */
  async results(): Promise<string> {
    const table = this.page.getByRole('table', { name: /test/i })
    await table.waitFor()
    return table.innerText()
  }
  async compare(): Promise<void> {
    await this.page.getByRole('button', { name: 'Compare with reference' }).click()
  }
}
