import type { Page } from 'playwright'
import { expect } from 'vitest'

/** The Library as a reader uses it. */
export class LibraryPage {
  constructor(private readonly page: Page) {}

  async show(): Promise<void> {
    await this.page.keyboard.press('Control+1')
    await this.page.getByText('Smart lists').waitFor()
  }

  /** Opens a folder through the folder browser and waits until the scan is over. */
  async addFolder(folder: string): Promise<void> {
    await this.show()
    await this.page.keyboard.press('Control+o')
    const dialog = this.page.getByRole('dialog')
    const shown = async () => (await dialog.getByRole('listbox').innerText()) + (await holds.innerText())
    const holds = dialog.getByText(/\d+ files?/)
    await holds.waitFor()
    const home = await shown()
    await dialog.getByRole('textbox').fill(folder)
    await dialog.getByRole('textbox').press('Enter')
    await expect.poll(shown).not.toBe(home)
    await dialog.getByRole('textbox').press('Control+Enter')
    await dialog.waitFor({ state: 'detached' })
  }

  async trySample(): Promise<void> {
    await this.page.getByRole('button', { name: 'Try the sample study' }).click()
  }

  row(study: string) {
    return this.page.getByRole('row', { name: study, exact: true })
  }
  async expectStudies(names: readonly string[]): Promise<void> {
    for (const name of names) await this.row(name).waitFor()
  }
  async open(study: string): Promise<void> {
    await this.show()
    await this.row(study).dblclick()
    await this.page.getByRole('application').first().waitFor()
  }

  /** The sentences under Import problems. */
  async problems(): Promise<string> {
    await this.page.getByRole('button', { name: /Import problems/ }).click()
    const list = this.page.getByLabel('Import problems').last()
    await list.waitFor()
    return await list.innerText()
  }
  async expectProblem(text: string | RegExp): Promise<void> {
    await expect.poll(() => this.problems(), { timeout: 20_000 }).toMatch(text)
  }
}
