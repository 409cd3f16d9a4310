import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'vitest'
import { dicomFile, placed, type Attributes } from '../fixtures/dicomFiles'
import { test } from './stage/septumTest'

const planted = 'Zqwertkrantz'
const image = (series: string, instance: number, more: Attributes = {}): Uint8Array =>
  dicomFile({
    more: {
      ...placed({ zMm: 100 - 8 * instance, instance }),
      0x00100010: ['PN', `${planted}^Rosa`],
      0x00100020: ['LO', planted],
      0x0020000d: ['UI', '1.2.840.1'],
      0x0020000e: ['UI', series],
      ...more,
    },
  })

test('a reader shares a study without its patient: looks at the series that may hold text, reads what goes, writes the copies (7.3, X18)', async ({
  septum,
}) => {
  const { page } = septum
  const [hearts, out] = [join(septum.folder, 'hearts'), join(septum.folder, 'share', 'copies')]
  const rosa = join(hearts, 'rosa')
  await mkdir(rosa, { recursive: true })
  for (const at of [1, 2, 3]) await writeFile(join(rosa, `a${at}.dcm`), image('1.2.840.1.7', at))
  const stated: Attributes = { 0x00280301: ['CS', 'YES'], 0x0008103e: ['LO', 'Screen'] }
  await writeFile(join(rosa, 'b1.dcm'), image('1.2.840.1.8', 1, stated))
  await septum.library.addFolder(hearts)

  await septum.library.expectStudies(['Series 0', 'Screen'])
  await page.keyboard.press('Control+a')
  await page.keyboard.press('Control+Shift+D')
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('list', { name: 'Series' }).waitFor()
  await dialog.getByRole('cell', { name: `${planted}^Rosa` }).waitFor()
  const write = dialog.getByRole('button', { name: 'Write copies' })
  await dialog.getByText('1 left', { exact: false }).waitFor()
  await septum.picture('deidentify-asks')
  await dialog.getByText('No name in it: copy').click()
  await dialog.getByRole('textbox', { name: 'Folder for the copies' }).fill(join(hearts, 'copies'))
  await write.click()
  await dialog.getByText('the originals lie in', { exact: false }).first().waitFor()
  await septum.picture('deidentify-among-originals')
  await dialog.getByRole('textbox', { name: 'Folder for the copies' }).fill(out)
  await write.click()
  await dialog.getByText('4 files of one patient were written.').waitFor()
  await septum.picture('deidentify-report')

  const copies = (await readdir(out, { recursive: true })).filter((name) => name.endsWith('.dcm'))
  expect(copies).toHaveLength(4)
  for (const name of copies) {
    expect(name).toMatch(/^SUBJ-[0-9A-F]{8}/)
    expect((await readFile(join(out, name))).includes(planted)).toBe(false)
  }
  expect(septum.complaints).toEqual([])
})
