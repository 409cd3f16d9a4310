import type { Contour } from '#shared/domain/contour'
import type { RegionId } from '#shared/domain/structures'
import type { CaseSource } from '#shared/domain/study'
import { SeptumError } from '#shared/errors/SeptumError'
import { contoursOfLabels } from '#shared/geometry/regionMask'
import { openStack } from '../dicomReader'
import { labelVolumesMl } from '../labelVolumesMl'
import { LvscDetail } from './lvscDetail'
import { lvscLabels } from './lvscMask'
import type { CaseReader } from '../adapter'

const labelled: RegionId[] = ['lv-myocardium', 'lv-cavity']

/** Opens the images as any DICOM stack, and the masks beside them as labels of myocardium and cavity. */
export async function openLvsc(source: CaseSource): Promise<CaseReader> {
  const stack = await openStack(source)
  const { grid } = stack.opened
  const size = grid.columns * grid.rows
  const problems = [...source.problems]
  const byPhase = new Map<number, Uint8Array>()
  for (const { file, slice, phase } of LvscDetail.parse(source.detail).masks) {
    try {
      const { labels, closed } = await lvscLabels(file, grid.columns, grid.rows)
      if (!closed) continue
      const volume = byPhase.get(phase) ?? new Uint8Array(size * grid.slices)
      volume.set(labels, slice * size)
      byPhase.set(phase, volume)
    } catch (error) {
      if (!(error instanceof SeptumError)) throw error
      problems.push(error.message)
    }
  }
  const made = { source: 'imported', author: 'LV-2011 reference', state: 'accepted' } as const
  let traced: Contour[] | undefined
  return {
    ...stack,
    opened: {
      ...stack.opened,
      // Traced when it is first asked for: every phase is labelled, and training wants the labels alone.
      get imported() {
        return (traced ??= [...byPhase].flatMap(([phase, labels]) =>
          contoursOfLabels(labels, grid, phase, made),
        ))
      },
    },
    labels: (phase) => Promise.resolve(byPhase.get(phase)?.slice() ?? null),
    labelledRegions: (phase) => (byPhase.has(phase) ? [...labelled] : []),
    volumesMl: (phase) => {
      const labels = byPhase.get(phase)
      return labels ? labelVolumesMl(labels, grid, labelled) : {}
    },
    problems,
  }
}
