import { ejectionFraction } from '#shared/domain/ejectionFraction'
import type { CardiacFunction } from '#shared/domain/evaluation'
import { regions, type RegionId } from '#shared/domain/structures'
import { myocardialDensity } from '#shared/geometry/volumes'
import type { VolumeSpacingMm } from '#shared/geometry/volumeShape'

/**
 * Volumes in ml, EF in %, LV mass at ED in g, from canonical labels of the ED and ES volumes: voxel count times voxel
 * volume, z being the slice pitch (evaluation K2, E4-A). Null where a phase is absent or holds nothing of the region.
 */
export function functionOfLabels(
  ed: Uint8Array | null,
  es: Uint8Array | null,
  spacingMm: VolumeSpacingMm,
): CardiacFunction {
  const volumes = (labels: Uint8Array | null, region: RegionId) => volumeMl(labels, region, spacingMm)
  const [edvMl, esvMl] = [volumes(ed, 'lv-cavity'), volumes(es, 'lv-cavity')]
  const [rvEdvMl, rvEsvMl] = [volumes(ed, 'rv-cavity'), volumes(es, 'rv-cavity')]
  const wallMl = volumes(ed, 'lv-myocardium')
  return {
    edvMl,
    esvMl,
    efPercent: ejectionFraction(edvMl, esvMl),
    rvEdvMl,
    rvEsvMl,
    rvEfPercent: ejectionFraction(rvEdvMl, rvEsvMl),
    massG: wallMl === null ? null : wallMl * myocardialDensity,
  }
}

/** Volume of one region in a volume of canonical labels, ml; null when there is none of it. */
export function volumeMl(
  labels: Uint8Array | null,
  region: RegionId,
  spacingMm: VolumeSpacingMm,
): number | null {
  if (!labels) return null
  const label = regions[region].label
  let voxels = 0
  for (const value of labels) if (value === label) voxels++
  return voxels === 0 ? null : (voxels * spacingMm.x * spacingMm.y * spacingMm.z) / 1000
}
