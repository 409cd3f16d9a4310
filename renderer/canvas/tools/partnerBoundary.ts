import type { BoundaryId } from '#shared/domain/structures'

/** The other wall of the same ventricle. */
export const partnerBoundary: Readonly<Record<BoundaryId, BoundaryId>> = {
  'lv-endo': 'lv-epi',
  'lv-epi': 'lv-endo',
  'rv-endo': 'rv-epi',
  'rv-epi': 'rv-endo',
}
