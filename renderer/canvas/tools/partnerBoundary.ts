import type { BoundaryId } from '#shared/domain/structures'

/** The other wall of the same ventricle; what is drawn with one line has none. */
export const partnerBoundary: Readonly<Partial<Record<BoundaryId, BoundaryId>>> = {
  'lv-endo': 'lv-epi',
  'lv-epi': 'lv-endo',
  'rv-endo': 'rv-epi',
  'rv-epi': 'rv-endo',
}
