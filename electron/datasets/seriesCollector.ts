import path from 'node:path'
import { SeptumError } from '#shared/errors/SeptumError'
import { dicomCase } from './dicomCase'
import { seriesFile } from './seriesFile'
import { SeriesShelf } from './seriesShelf'
import { StackGroups } from './stackGroups'
import { imageSource } from './niftiImages'
import type { FileCollector, ScanSink } from './adapter'

/** Gathers DICOM images into series, and lays over them what other files draw on them. */
export function seriesCollector(sink: ScanSink): FileCollector {
  let groups = new StackGroups()
  const patientsOfStudy = new Map<string, Set<string>>()
  const shelf = new SeriesShelf(sink)
  return {
    take: async (file) => {
      const read = await seriesFile(file, sink)
      if (!read) return false
      if (read.drawing) shelf.wait(read.drawing)
      for (const frame of read.frames) {
        groups.add(frame, path.dirname(file))
        const { studyUid, patientId } = frame.header
        const patients = patientsOfStudy.get(studyUid) ?? new Set()
        patientsOfStudy.set(studyUid, patients.add(patientId))
      }
      return true
    },
    finish: async (last) => {
      const found = groups.all().map((frames) => {
        const { header } = frames[0]!
        const name = header.seriesDescription || `Series ${header.seriesNumber}`
        const made = dicomCase(frames, 'dicom', name)
        const patients = patientsOfStudy.get(header.studyUid)
        if (header.studyUid && patients && patients.size > 1)
          made.source.problems.push(
            `One study UID stands for ${patients.size} patients (${[...patients].join(', ')}): settle which is right before this case is used.`,
          )
        return made
      })
      groups = new StackGroups()
      await shelf.tell(found)
      if (!last) return
      for (const { kind, file, what } of await shelf.finish()) {
        if (kind === 'mask') await tellAlone(file, sink)
        else {
          const reason = `the images that it draws on are not here; it draws ${what || 'nothing'}`
          sink.refuse(file, new SeptumError('CASE_INCOMPLETE', { case: path.basename(file), reason }))
        }
      }
    },
  }
}

/** A mask without its image is shown as an image, and says so. */
async function tellAlone(file: string, sink: ScanSink): Promise<void> {
  try {
    const source = await imageSource(file)
    const problem =
      'It is named as a mask, and no image that it fits lies beside it: it is shown as an image.'
    sink.onCase({ ...source, problems: [...source.problems, problem] })
  } catch (error) {
    sink.refuse(file, error)
  }
}
