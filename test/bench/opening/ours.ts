import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { openCase } from '#electron/datasets/openCase'
import { scanFolder } from '#electron/datasets/scanFolder'
import { cineImageBytes, uidOf } from '#electron/formats/dicom/writeDicom'
import type { CaseSource } from '#shared/domain/study'

/** Writes cines of 20 phases × `slices` slices, one DICOM file an image, a folder each. */
export async function writeCines(
  folder: string,
  { cines, slices, side }: { cines: number; slices: number; side: number },
): Promise<number> {
  const phases = 20
  const pixels = Int16Array.from({ length: side * side }, (_, i) => (i * 7919) % 1000)
  for (let cine = 0; cine < cines; cine++) {
    const own = path.join(folder, `cine${cine}`)
    await mkdir(own, { recursive: true })
    const series = {
      studyUid: uidOf(`bench/${cine}/study`),
      seriesUid: uidOf(`bench/${cine}`),
      patientId: `BENCH${cine}`,
      patientName: `Bench^${cine}`,
      sex: 'O' as const,
      ageYears: 50,
      studyDate: '20200101',
      description: 'CINESAX',
      seriesNumber: 1,
      rows: side,
      columns: side,
      pixelMm: { x: 1.4, y: 1.4 },
      thicknessMm: 8,
      pitchMm: 8,
      phases,
      orientation: {
        row: [1, 0, 0] as [number, number, number],
        column: [0, 1, 0] as [number, number, number],
      },
      window: { centre: 500, width: 1000 },
    }
    for (let image = 0; image < slices * phases; image++) {
      const bytes = cineImageBytes(series, {
        instance: image + 1,
        positionMm: [0, 0, 8 * Math.floor(image / phases)],
        triggerMs: (image % phases) * 40,
        pixels,
      })
      await writeFile(path.join(own, `IM${String(image + 1).padStart(5, '0')}.dcm`), bytes)
    }
  }
  return cines * slices * phases
}

async function scanned(folder: string): Promise<{ cases: CaseSource[]; filesRead: number }> {
  const cases: CaseSource[] = []
  const { filesRead } = await scanFolder(folder, {
    onCase: (source) => cases.push(source),
    onRefusal: ({ cause }) => {
      throw new Error(cause)
    },
    onProgress: () => undefined,
  })
  return { cases, filesRead }
}

/** Seconds of a scan: every header read, every cine rebuilt as a grid. */
export async function timeScan(folder: string): Promise<{ seconds: number; files: number; cases: number }> {
  const start = performance.now()
  const { cases, filesRead } = await scanned(folder)
  return { seconds: (performance.now() - start) / 1000, files: filesRead, cases: cases.length }
}

/** Milliseconds from a known study to its first picture, and until every frame was decoded. */
export async function timeOpening(
  folder: string,
): Promise<{ firstMs: number; allMs: number; frames: number }> {
  const [source] = (await scanned(folder)).cases
  if (!source) throw new Error(`no study in ${folder}`)
  const start = performance.now()
  const reader = await openCase(source)
  const { slices, phases } = reader.opened.grid
  await reader.frame(Math.floor(slices / 2), 0)
  const firstMs = performance.now() - start
  for (let slice = 0; slice < slices; slice++)
    for (let phase = 0; phase < phases; phase++) await reader.frame(slice, phase)
  const allMs = performance.now() - start
  reader.close()
  return { firstMs, allMs, frames: slices * phases }
}
