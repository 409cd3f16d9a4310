import path from 'node:path'
import type { CaseSource } from '#shared/domain/study'
import { SeptumError } from '#shared/errors/SeptumError'
import { below } from '../below'
import { dicomCase } from '../dicomCase'
import { dicomFrames } from '../seriesFile'
import type { PlacedMask } from './lvscDetail'
import { lvscLabels } from './lvscMask'
import { openLvsc } from './lvscReader'
import { phaseMarks } from '../phaseMarks'
import type { FolderLayout, FolderListing, ScanSink } from '../adapter'
import type { StackFrame } from '../stackFrame'
import { StackGroups } from '../stackGroups'

const fileName = /^(DET\d{7})_(SA|LA)(\d+)_ph(\d+)\.(dcm|png)$/i

/**
 * LV segmentation challenge 2011 (Cardiac Atlas Project): `DETNNNNNNN_SAk_pht.dcm` and a PNG of the myocardium beside
 * each short-axis image. Phases count from 0 in the names; slices follow their positions, not the number after SA. The
 * cavity is what the ring encloses.
 */
export const lvsc: FolderLayout = {
  id: 'lvsc',
  title: 'LV-2011',
  citation:
    'Suinesiaputra A, et al. "A collaborative resource to build consensus for automated left ventricular segmentation of cardiac MR images." Medical Image Analysis 18(1): 50-62, 2014, doi 10.1016/j.media.2013.09.001; Fonseca CG, et al. "The Cardiac Atlas Project." Bioinformatics 27(16): 2288-2295, 2011',
  licence:
    'Research on segmentation only (data-use agreement of the Cardiac Atlas Project); no redistribution.',
  recognises: ({ files }: FolderListing) => files.some((name) => fileName.test(name)),

  async scan(listing, sink) {
    const patients = await patientsBelow(listing, sink)
    for (const [name, { short, long, masks }] of patients) {
      try {
        sink.onCase(await caseSource(name, short, masks, sink))
      } catch (error) {
        sink.refuse([...masks.values()][0] ?? listing.folder, error)
      }
      for (const frames of long.all()) sink.onCase(dicomCase(frames, 'dicom', `${name} long axis`).source)
    }
  },

  open: openLvsc,
}

interface Patient {
  readonly short: StackFrame[]
  readonly long: StackGroups
  /** Stem of the image → its mask's file. */
  readonly masks: Map<string, string>
}

const stem = (file: string): string => path.parse(file).name.toUpperCase()

async function patientsBelow(listing: FolderListing, sink: ScanSink): Promise<Map<string, Patient>> {
  const patients = new Map<string, Patient>()
  for await (const file of below(listing, sink)) {
    const match = fileName.exec(path.basename(file))
    if (!match) continue
    const name = match[1]!.toUpperCase()
    const patient: Patient = patients.get(name) ?? { short: [], long: new StackGroups(), masks: new Map() }
    patients.set(name, patient)
    if (match[5]!.toLowerCase() === 'png') {
      patient.masks.set(stem(file), file)
      continue
    }
    for (const frame of (await dicomFrames(file, sink)) ?? []) {
      if (match[2]!.toUpperCase() === 'SA') patient.short.push(frame)
      else patient.long.add(frame, path.dirname(file))
    }
  }
  return patients
}

/** One grid of all short-axis images. Those of another size or spacing than most are a problem of the case, and left out. */
async function caseSource(
  name: string,
  frames: readonly StackFrame[],
  masks: ReadonlyMap<string, string>,
  sink: ScanSink,
): Promise<CaseSource> {
  const groups = new StackGroups()
  for (const frame of frames) groups.add(frame, '')
  const [most] = groups.all().sort((a, b) => b.length - a.length)
  if (!most)
    throw new SeptumError('CASE_INCOMPLETE', {
      case: name,
      reason: 'its masks are there, but not its images',
    })
  const { source, stack } = dicomCase(most, 'lvsc', name)
  const problems = [...source.problems]
  if (most.length < frames.length)
    problems.push(
      `${frames.length - most.length} images have another size than the others; they are left out.`,
    )
  const placed: PlacedMask[] = []
  const areas: { phase: number; areaMm2: number }[] = []
  const { x, y } = stack.grid.spacingMm
  let open = 0
  for (const [slice, row] of stack.places.entries())
    for (const [phase, frame] of row.entries()) {
      const file = frame && masks.get(stem(frame.file))
      if (!file) continue
      try {
        const { labels, closed } = await lvscLabels(file, stack.grid.columns, stack.grid.rows)
        if (!closed) open++
        placed.push({ file, slice, phase })
        const cavity = labels.reduce((count, label) => count + (label === 3 ? 1 : 0), 0)
        if (cavity > 0) areas.push({ phase, areaMm2: cavity * x * y })
      } catch (error) {
        sink.refuse(file, error)
      }
    }
  if (open > 0)
    problems.push(
      `${open} masks are no closed ring around a cavity of 25 pixels or more; they count as not labelled.`,
    )
  return {
    ...source,
    patientId: source.patientId || name,
    ...phaseMarks(areas),
    labelled: placed.length ? ['lv-endo', 'lv-epi'] : [],
    problems,
    detail: { ...source.detail, masks: placed },
  }
}
