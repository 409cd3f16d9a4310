import type { CaseSource } from '#shared/domain/study'

/** A case as its source labels it, whatever readers drew. */
export function withoutContours({ contours, ...source }: CaseSource): CaseSource {
  return contours ? { ...source, ...contours.instead } : source
}
