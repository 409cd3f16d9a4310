import type { Page } from 'playwright'

/** The Data set screen as whoever prepares a training uses it. */
export class DatasetPage {
  constructor(private readonly page: Page) {}

  /** The studies chosen in the Library become a new data set. */
  async make(name: string): Promise<void> {
    await this.page.keyboard.press('Control+d')
    const dialog = this.page.getByRole('dialog')
    await dialog.getByRole('textbox', { name: 'Name' }).fill(name)
    await dialog.getByRole('button', { name: 'Add cases' }).click()
    await this.tab('Cases').waitFor()
  }
  tab(name: 'Cases' | 'Labels' | 'Check' | 'Split' | 'Preprocess' | 'Summary') {
    return this.page.getByRole('tab', { name })
  }
  async show(tab: 'Cases' | 'Labels' | 'Check' | 'Split' | 'Preprocess' | 'Summary'): Promise<void> {
    await this.tab(tab).click()
  }
  button(name: string | RegExp) {
    return this.page.getByRole('button', { name })
  }
  /** Reads every case; done when the row of progress is gone. */
  async check(): Promise<void> {
    await this.show('Check')
    await this.button('Check now').click()
    await this.page.getByText(/cases? not checked/).waitFor({ state: 'detached', timeout: 60_000 })
  }
}
