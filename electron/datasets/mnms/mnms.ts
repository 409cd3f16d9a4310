import path from 'node:path'
import { fileBytes } from '#electron/formats/fileBytes'
import { below } from '../below'
import { cineCase, type CineFacts } from './cineCase'
import { cineFileName, cineFiles, type CineFileName, type CineLayout } from './cineFiles'
import { csvTable } from '../csvTable'
import { openNiftiFrames } from '../niftiFramesReader'
import type { FolderLayout, FolderListing, ScanSink } from '../adapter'

/** M&Ms (MICCAI 2020): six-character codes, label maps over the whole cine, ED and ES (from 0) in a table. */
export const mnms: FolderLayout = layout({
  id: 'mnms',
  title: 'M&Ms',
  citation:
    'Campello VM, et al. "Multi-Centre, Multi-Vendor and Multi-Disease Cardiac Segmentation: The M&Ms Challenge." IEEE Transactions on Medical Imaging 40(12): 3543-3554, 2021, doi 10.1109/TMI.2021.3090082',
  licence: 'Research only (CC BY-NC-SA 4.0).',
  table: /M&?Ms.*information.*\.csv$/i,
})

/** M&Ms-2 (MICCAI 2021): three-digit codes, short-axis and four-chamber cines, ED and ES as files of their own. */
export const mnms2: FolderLayout = layout({
  id: 'mnms2',
  title: 'M&Ms-2',
  citation:
    'Martín-Isla C, et al. "Deep Learning Segmentation of the Right Ventricle in Cardiac MRI: The M&Ms Challenge." IEEE Journal of Biomedical and Health Informatics 27(7): 3302-3313, 2023, doi 10.1109/JBHI.2023.3267857',
  licence: 'Research only (by registration).',
  table: /^dataset_information\.csv$/i,
})

function layout(facts: {
  id: CineLayout
  title: string
  citation: string
  licence: string
  table: RegExp
}): FolderLayout {
  const { table, ...adapter } = facts
  return {
    ...adapter,
    recognises: ({ files }: FolderListing) =>
      files.some((name) => table.test(name) || cineFileName(name, adapter.id) !== null),
    scan: (listing, sink) => scan(adapter.id, table, listing, sink),
    open: (source) => openNiftiFrames(source, adapter.title),
  }
}

async function scan(id: CineLayout, table: RegExp, listing: FolderListing, sink: ScanSink): Promise<void> {
  const found: { file: string; part: CineFileName }[] = []
  const patients = new Map<string, CineFacts>()
  for await (const file of below(listing, sink)) {
    const name = path.basename(file)
    const part = cineFileName(name, id)
    if (part) found.push({ file, part })
    else if (table.test(name)) for (const [code, facts] of await factsOf(file)) patients.set(code, facts)
  }
  for (const files of cineFiles(found)) {
    const facts = patients.get(files.code) ?? null
    try {
      sink.onCase(await cineCase(id, files, facts))
    } catch (error) {
      sink.refuse(
        files.cine ?? files.ed ?? files.cineLabel ?? files.edLabel ?? files.esLabel ?? listing.folder,
        error,
      )
    }
  }
}

async function factsOf(file: string): Promise<[string, CineFacts][]> {
  const { bytes } = await fileBytes(file, 2 ** 22)
  return csvTable(new TextDecoder().decode(bytes)).flatMap((row) => {
    const code = (row.externalcode ?? row.subjectcode ?? '').toUpperCase()
    if (!code) return []
    const facts: CineFacts = {
      ed: whole(row.ed),
      es: whole(row.es),
      group: row.pathology || row.disease || null,
      scanner: row.vendorname || row.vendor || null,
      fieldT: number(row.field),
      sex: row.sex || null,
      ageYears: number(row.age),
    }
    return [[/^\d+$/.test(code) ? code.padStart(3, '0') : code, facts]]
  })
}

function number(text: string | undefined): number | null {
  const value = text ? Number(text) : NaN
  return Number.isFinite(value) ? value : null
}

function whole(text: string | undefined): number | null {
  const value = number(text)
  return value !== null && Number.isInteger(value) && value >= 0 ? value : null
}
