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
  /** The names on the list, from top to bottom. */
  async studies(): Promise<string[]> {
    const rows = await this.page.getByRole('grid', { name: 'Studies' }).getByRole('row').all()
    const names = await Promise.all(rows.map((row) => row.getAttribute('aria-label')))
    return names.filter((name) => name !== null)
  }
  async choose(study: string): Promise<void> {
    await this.row(study).click()
  }
  async search(text: string): Promise<void> {
    await this.page.keyboard.press('Control+f')
    await this.page.keyboard.press('Control+a')
    await this.page.keyboard.press('Delete')
    await this.page.keyboard.type(text)
  }
  /** Narrows the list to a value, such as a format. */
  async filter(value: string): Promise<void> {
    await this.page.getByRole('button', { name: 'Filter' }).click()
    await this.page.getByRole('dialog', { name: 'Filter' }).getByText(value, { exact: true }).click()
  }
  /** Keeps what the open filter asks for under a name. */
  async keepWorklist(name: string): Promise<void> {
    const field = this.page.getByRole('dialog', { name: 'Filter' }).getByLabel('Name of a worklist')
    await field.fill(name)
    await field.press('Enter')
  }
  /** Shows a worklist, or the studies with a tag. */
  async showList(name: string): Promise<void> {
    const lists = this.page.getByRole('navigation', { name: 'Lists' })
    await lists.getByRole('button', { name: new RegExp(`^${name}`) }).click()
  }
  async tag(tag: string): Promise<void> {
    const field = this.page.getByLabel('Add a tag')
    await field.fill(tag)
    await field.press('Enter')
    await this.page.getByText(`#${tag}`).first().waitFor()
  }
  async note(text: string): Promise<void> {
    const field = this.page.getByRole('textbox', { name: 'Note' })
    await field.fill(text)
    await field.press('Control+Enter')
  }
  /** What stands beside the chosen study. */
  async written(): Promise<{ tags: string[]; note: string }> {
    const tags = await this.page.getByRole('region', { name: 'Tags' }).getByText(/^#/).allInnerTexts()
    return { tags, note: await this.page.getByRole('textbox', { name: 'Note' }).inputValue() }
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
