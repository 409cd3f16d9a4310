import { isStructure } from '#shared/domain/structures'
import type { CaseReader } from '#electron/datasets/adapter'
import type { PreparationContext } from '#models/preparation/stepAction'

/** What the preparation of a volume has to know beside its voxels; `labelled` where its labels [Z, Y, X] are known. */
export function preparationContext(
  reader: CaseReader,
  labelled: { readonly labels: Uint8Array; readonly phase: number } | null,
): PreparationContext {
  const turned = reader.orientationTurned ?? false
  if (!labelled) return { turned, contoured: null, foreground: null }
  const { slices, rows, columns } = reader.opened.grid
  const foreground = Array.from({ length: slices }, () => 0)
  labelled.labels.forEach((label, i) => {
    if (isStructure(label)) foreground[Math.floor(i / (rows * columns))]!++
  })
  const known = reader.contouredSlices?.(labelled.phase)
  const contoured = known ? foreground.map((_, slice) => known.includes(slice)) : null
  return { turned, contoured, foreground }
}
