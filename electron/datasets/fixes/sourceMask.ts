import type { PhaseName } from '#shared/domain/labelFix'
import type { CaseSource } from '#shared/domain/study'
import { NiftiFrames } from '../niftiFrames'

/** The mask of one phase where a case's labels are NIfTI files, and the image that it belongs to. */
export interface SourceMask {
  readonly file: string
  /** Its frame in the file, from 0. */
  readonly at: number
  readonly image: string
  readonly imageAt: number
  /** Header that gives the case its spacing. */
  readonly header: string
  readonly values: ReadonlyMap<number, number>
  readonly regions: NiftiFrames['regions']
}

/** Null: the phase is not marked, not labelled, or the labels are no NIfTI files, or not the source's. */
export function sourceMask(source: CaseSource, phase: PhaseName): SourceMask | null {
  if (source.contours) return null
  const index = source[phase]
  const plan = NiftiFrames.safeParse(source.detail)
  const frame = plan.success && index !== null ? plan.data.frames[index] : undefined
  if (!plan.success || !frame?.label) return null
  const { header, values, regions } = plan.data
  const { file, at } = frame.label
  return {
    file,
    at,
    image: frame.image.file,
    imageAt: frame.image.at,
    header,
    values: new Map(values),
    regions,
  }
}
