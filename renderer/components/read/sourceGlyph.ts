import { CircleCheck, Diamond, DiamondPlus, Download, PenLine, TrendingUp } from '@lucide/vue'
import type { Contour } from '#shared/domain/contour'

/** The glyph of who made a contour (P-4); the same in the structures list, the slices strip and the history. */
export const sourceGlyphs = {
  hand: PenLine,
  model: Diamond,
  edited: DiamondPlus,
  interpolated: TrendingUp,
  imported: Download,
} as const satisfies Record<Contour['source'], unknown>

export const acceptedGlyph = CircleCheck
