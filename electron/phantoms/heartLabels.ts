import { regions } from '#shared/domain/structures'
import { heartSection, type HeartState } from './heart'
import type { HeartPixels } from './heartPixels'

/**
 * Canonical labels of one slice by the centre rule at the middle of the slice, written into `labels` (rows × columns).
 * Papillary muscles and trabeculae belong to the cavity. Above the base plane nothing is labelled.
 */
export function labelHeart(labels: Uint8Array, pixels: HeartPixels, state: HeartState, s: number): void {
  const { cavityMm, outerMm, rvMm, rvOffsetMm, shiftMm, aboveBase } = heartSection(state, s)
  if (aboveBase) return
  for (let i = 0; i < pixels.at.length; i++) {
    const u = pixels.u[i]!
    const v = pixels.v[i]!
    const inOuter = u * u + v * v < outerMm * outerMm
    const inCavity = (u - shiftMm) ** 2 + v * v < cavityMm * cavityMm
    const inRv = (u + rvOffsetMm) ** 2 + v * v < rvMm * rvMm
    if (inCavity) labels[pixels.at[i]!] = regions['lv-cavity'].label
    else if (inOuter) labels[pixels.at[i]!] = regions['lv-myocardium'].label
    else if (inRv) labels[pixels.at[i]!] = regions['rv-cavity'].label
  }
}
