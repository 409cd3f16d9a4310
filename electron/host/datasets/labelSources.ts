import { dirname, sep } from 'node:path'
import { usedCases, type DatasetContent } from '#shared/domain/dataset'
import { canonicalValues } from '#shared/domain/labelMap'
import { boundaryIds, regionIds, regions, type RegionId } from '#shared/domain/structures'
import type { CaseSource } from '#shared/domain/study'
import type { LabelSource } from '#shared/ipc/datasets'
import { PairDetail } from '#electron/datasets/imageMask/pairDetail'
import { hasRawLabels } from '#electron/datasets/labels/rawLabels'
import { NiftiFrames } from '#electron/datasets/niftiFrames'

/** The cases of a version by how their labels are read: layout, and value by value what it means. */
export function labelSources(content: DatasetContent): LabelSource[] {
  const used = usedCases(content).map(({ source }) => source)
  const present = new Set(used.flatMap(regionsOf))
  const groups = new Map<string, CaseSource[]>()
  for (const source of used) {
    const key = `${source.contours ? 'drawn ' : ''}${source.layout} ${JSON.stringify(valuesOf(source))} ${regionsOf(source).join()}`
    groups.set(key, [...(groups.get(key) ?? []), source])
  }
  return [...groups].map(([key, cases]) => {
    const [first] = cases as [CaseSource]
    const own = regionsOf(first)
    return {
      key,
      layout: first.layout,
      folder: !first.contours && hasRawLabels(first) ? commonFolder(cases) : null,
      drawn: first.contours !== undefined,
      cases: cases.length,
      values: [...valuesOf(first).map((line) => ({ ...line, mapped: 0 })), ...mappedBy(cases)].sort(
        (a, b) => a.value - b.value,
      ),
      missing: regionIds.filter((id) => present.has(id) && !own.includes(id)),
    }
  })
}

/** The deepest folder above all of some cases; above the parent of a single one. */
function commonFolder(cases: readonly CaseSource[]): string {
  const parts = cases.map(({ folder }) => dirname(folder).split(sep))
  const first = parts[0]!
  const shared = first.findIndex((part, i) => parts.some((other) => other[i] !== part))
  return (shared < 0 ? first : first.slice(0, shared)).join(sep) || sep
}

const regionOf = (label: number): RegionId | null =>
  regionIds.find((id) => regions[id].label === label) ?? null

function valuesOf({ layout, detail, contours }: CaseSource): { value: number; region: RegionId | null }[] {
  if (contours) return []
  if (layout === 'image-mask')
    return canonicalValues(PairDetail.parse(detail).map ?? {}).map(([value, label]) => ({
      value,
      region: regionOf(label),
    }))
  const plan = NiftiFrames.safeParse(detail)
  return plan.success ? plan.data.values.map(([value, label]) => ({ value, region: regionOf(label) })) : []
}

/** What the source labels anywhere; of polygons what its boundaries enclose. */
function regionsOf({ detail, labelled, contours }: CaseSource): RegionId[] {
  const plan = NiftiFrames.safeParse(detail)
  if (plan.success && !contours) return plan.data.regions
  const drawn = boundaryIds.filter((id) => labelled.includes(id))
  return regionIds.filter((id) => {
    const { outer, inner } = regions[id]
    return drawn.includes(outer) && (inner === null || drawn.includes(inner))
  })
}

/** Values that the data set itself maps, each with the number of cases. */
function mappedBy(cases: readonly CaseSource[]): LabelSource['values'] {
  const found = new Map<string, LabelSource['values'][number]>()
  for (const { fixes } of cases)
    for (const fix of fixes ?? []) {
      if (fix.kind !== 'map-value') continue
      const key = `${fix.value} ${fix.region}`
      found.set(key, { value: fix.value, region: fix.region, mapped: (found.get(key)?.mapped ?? 0) + 1 })
    }
  return [...found.values()]
}
