import type { Locator, Page } from 'playwright'

/** The Settings screen: plug-ins. */
export class SettingsPage {
  constructor(private readonly page: Page) {}

  async showPlugins(): Promise<void> {
    await this.page.keyboard.press('Control+8')
    await this.page.getByRole('button', { name: 'Plug-ins' }).click()
    await this.page.getByRole('button', { name: 'Look again' }).click()
  }
  /** The card of a plug-in's file. */
  plugin(file: string): Locator {
    return this.page.getByRole('region', { name: file })
  }
  /** Opens the question whether a file is allowed; answers the text that it shows. */
  async askToAllow(file: string): Promise<string> {
    await this.plugin(file).getByRole('button', { name: /Allow/ }).click()
    return this.page.getByRole('dialog').getByLabel('Text of the file').innerText()
  }
  async allow(file: string): Promise<void> {
    await this.page.getByRole('dialog').getByRole('button', { name: 'Allow', exact: true }).click()
    await this.plugin(file).getByText('Allowed', { exact: true }).waitFor({ timeout: 60_000 })
  }
}
