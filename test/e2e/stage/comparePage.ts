import type { Page } from 'playwright'
import { expect } from 'vitest'

/** The Compare screen. */
export class ComparePage {
  constructor(private readonly page: Page) {}

  /** Waits until so many cases are listed and the panes of one of them are drawn. */
  async expectCases(count: number): Promise<void> {
    await expect.poll(() => this.page.locator('[data-case]').count(), { timeout: 60_000 }).toBe(count)
    await this.page.getByRole('application').waitFor()
  }
  /** The cohort's figures with their units and the rule below them. */
  async cohort(): Promise<string> {
    await this.page.getByRole('tab', { name: /Cohort/ }).click()
    return (await this.page.getByRole('table', { name: 'Cohort' }).innerText()).replaceAll('\u202f', ' ')
  }
}
