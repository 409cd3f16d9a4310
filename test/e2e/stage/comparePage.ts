import type { Page } from 'playwright'

/** The Compare screen. */
export class ComparePage {
  constructor(private readonly page: Page) {}

  async expectCase(id: string): Promise<void> {
    await this.page.locator(`[data-case="${id}"]`).waitFor({ timeout: 60_000 })
    await this.page.getByRole('application').waitFor()
  }
  cases(): Promise<(string | null)[]> {
    return this.page
      .locator('[data-case]')
      .evaluateAll((rows) => rows.map((row) => row.getAttribute('data-case')))
  }
  /** The cohort's figures with their units and the rule below them. */
  async cohort(): Promise<string> {
    await this.page.getByRole('tab', { name: /Cohort/ }).click()
    return (await this.page.getByRole('table', { name: 'Cohort' }).innerText()).replaceAll('\u202f', ' ')
  }
}
