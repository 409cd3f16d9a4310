import { mkdir, writeFile, cp, truncate, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'vitest'
import { septum as command, test } from './stage/septumTest'

test('a folder with good hearts, holiday photos and a truncated image: the good ones open, the bad one is named with a remedy (R-LIB-3)', async ({
  septum,
}) => {
  const hearts = await septum.phantoms(2, 31)
  const broken = join(hearts, 'patient002')
  for (const name of await readdir(broken))
    if (name.endsWith('.nii.gz')) await truncate(join(broken, name), 700)
  await mkdir(join(hearts, 'holiday'))
  await writeFile(join(hearts, 'holiday', 'beach.jpg'), Buffer.from('ffd8ffe000104a464946', 'hex'))

  await septum.library.addFolder(hearts)
  await septum.library.expectStudies(['patient001'])
  await septum.library.expectProblem(/patient002/)
  await septum.picture('import-problems')
})

test('a folder of holiday photos is answered with a coded sentence on the screen and on the command line', async ({
  septum,
}) => {
  const photos = join(septum.folder, 'photos')
  await mkdir(photos)
  await writeFile(join(photos, 'beach.jpg'), Buffer.from('ffd8ffe000104a464946', 'hex'))
  await cp(join(photos, 'beach.jpg'), join(photos, 'dinner.jpg'))

  await septum.library.addFolder(photos)
  await septum.page.getByText('code NOTHING_READABLE').waitFor()
  await septum.picture('nothing-readable')

  const other = join(septum.folder, 'other-workspace')
  await expect(command('library', 'add', photos, '--workspace', other)).rejects.toThrow(/photos/)
})

test('a second Septum on the same workspace only reads, and says who holds it (R-AS-5)', async ({
  septum,
}) => {
  const hearts = await septum.phantoms(1, 41)
  await septum.library.addFolder(hearts)
  await septum.library.expectStudies(['patient001'])
  await expect(command('library', 'add', hearts, '--workspace', septum.workspace)).rejects.toThrow(
    /another Septum/,
  )
})
