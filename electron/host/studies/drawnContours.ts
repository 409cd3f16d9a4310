import type { Contour } from '#shared/domain/contour'
import type { JournalEntry } from '#shared/domain/segmentation'
import type { OpenedCase } from '#shared/domain/study'

export function drawnContours(_entries: readonly JournalEntry[], opened: OpenedCase): Contour[] {
  return opened.imported
}
