import { ref } from 'vue'
import { defineStore } from 'pinia'
import type { PhaseName } from '#shared/domain/measuredPhases'
import type { CandidateId } from '#shared/ipc/comparison'
import type { OpenedCase, StudyId } from '#shared/domain/study'
import { toFault } from '#shared/errors/SeptumError'
import type { Fault } from '#shared/errors/result'
import { ByteCache } from '#renderer/canvas/image/byteCache'
import { imageFrame, type ImageFrame } from '#renderer/canvas/image/imageFrame'
import { labelRings, type LabelRing } from '#renderer/components/pictures/labelRings'
import { septum } from '#renderer/septum'

/** `before:` a model: what its network said, before post-processing. */
export type LabelsOf = CandidateId | 'reference' | `before:${string}`
export const beforeOf = (model: CandidateId): LabelsOf => `before:${model}`
export type ComparedPhase = PhaseName

/** Labels of one phase, [slices, rows, columns], canonical values. */
export interface LabelVolume {
  readonly slices: number
  readonly rows: number
  readonly columns: number
  readonly labels: Uint8Array
}

const frameBytes = 128 * 2 ** 20
const labelBytes = 64 * 2 ** 20

/** Grid, frames and labels of the cases that Compare shows: asked for once, kept up to a number of bytes. */
export const useComparedPicturesStore = defineStore('comparedPictures', () => {
  /** Counts arrivals, so that what was drawn without them is drawn again. */
  const arrivals = ref(0)
  const opened = new Map<StudyId, OpenedCase>()
  const frames = new ByteCache<string, ImageFrame>(frameBytes)
  const volumes = new ByteCache<string, LabelVolume>(labelBytes)
  const rings = new ByteCache<string, readonly LabelRing[]>(2 ** 24)
  const asked = new Set<string>()
  const faults = new Map<string, Fault>()

  /** Asks once; what failed stays failed until `forget`. */
  async function once(key: string, work: () => Promise<void>): Promise<void> {
    if (asked.has(key) || faults.has(key)) return
    asked.add(key)
    try {
      await work()
    } catch (error) {
      faults.set(key, toFault(error))
    } finally {
      asked.delete(key)
      arrivals.value++
    }
  }

  const caseOf = (study: StudyId): OpenedCase | null => opened.get(study) ?? null
  /** Opens a study for its grid and lets go of it again, unless `keepOpen` says that somebody reads it. */
  const wantCase = (study: StudyId, keepOpen: boolean): Promise<void> =>
    once(`case ${study}`, async () => {
      if (opened.has(study)) return
      const answer = await septum.studies.open({ id: study })
      opened.set(study, answer.opened)
      if (!keepOpen) await septum.studies.close({ id: study })
    })

  const frameAt = (study: StudyId, slice: number, phase: number): ImageFrame | null =>
    frames.get(`${study}/${slice}/${phase}`) ?? null
  function wantFrame(study: StudyId, slice: number, phase: number): void {
    const key = `${study}/${slice}/${phase}`
    if (frames.has(key)) return
    void once(`frame ${key}`, async () => {
      const frame = imageFrame(await septum.studies.frame({ id: study, slice, phase }))
      frames.set(key, frame, frame.stored.byteLength)
    })
  }

  const volumeOf = (study: StudyId, phase: ComparedPhase, of: LabelsOf): LabelVolume | null =>
    volumes.get(`${study}/${phase}/${of}`) ?? null
  function wantLabels(study: StudyId, phase: ComparedPhase, of: LabelsOf): void {
    const key = `${study}/${phase}/${of}`
    if (volumes.has(key)) return
    void once(`labels ${key}`, async () => {
      const { header, bytes } = await septum.comparison.labels({
        study,
        phase,
        of: of.replace(/^before:/, ''),
        before: of.startsWith('before:'),
      })
      if (bytes.byteLength !== header.slices * header.rows * header.columns)
        throw new Error(`labels of ${key}: ${bytes.byteLength} bytes do not fit the announced grid`)
      volumes.set(key, { ...header, labels: bytes }, bytes.byteLength)
    })
  }
  const labelsFault = (study: StudyId, phase: ComparedPhase, of: LabelsOf): Fault | null =>
    faults.get(`labels ${study}/${phase}/${of}`) ?? null
  const frameFault = (study: StudyId, slice: number, phase: number): Fault | null =>
    faults.get(`frame ${study}/${slice}/${phase}`) ?? faults.get(`case ${study}`) ?? null

  /** Outlines of one slice of labels; null while the labels are on their way. */
  function ringsAt(
    study: StudyId,
    phase: ComparedPhase,
    of: LabelsOf,
    slice: number,
  ): readonly LabelRing[] | null {
    const key = `${study}/${phase}/${of}/${slice}`
    const known = rings.get(key)
    const volume = volumeOf(study, phase, of)
    if (known || !volume || slice >= volume.slices) return known ?? null
    const plane = volume.rows * volume.columns
    const drawn = labelRings(
      volume.labels.subarray(slice * plane, (slice + 1) * plane),
      volume.columns,
      volume.rows,
    )
    rings.set(key, drawn, 16 * drawn.reduce((sum, ring) => sum + ring.rings.flat().length, 1))
    return drawn
  }

  /** After a new evaluation the labels may be others. */
  function forget(): void {
    volumes.clear()
    rings.clear()
    faults.clear()
    arrivals.value++
  }

  return {
    arrivals,
    caseOf,
    wantCase,
    frameAt,
    wantFrame,
    volumeOf,
    wantLabels,
    labelsFault,
    frameFault,
    ringsAt,
    forget,
  }
})
