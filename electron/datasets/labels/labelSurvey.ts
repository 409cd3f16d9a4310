import type { LabelSource, LabelSurvey } from '#shared/ipc/labels'
import { RegionId, regions } from '#shared/domain/structures'
import type { LabelMapping, LabelTarget } from '#shared/domain/labelMap'
import type { CaseSource, LayoutId } from '#shared/domain/study'
import { SeptumError } from '#shared/errors/SeptumError'
import { PairDetail } from '../imageMask/pairDetail'
import { NiftiFrames } from '../niftiFrames'
import { scanFolder } from '../scanFolder'
import { hasRawLabels, rawLabels } from './rawLabels'
import { mapFor, rememberedMaps } from './rememberedMaps'

export interface SurveyOptions {
  readonly onProgress?: (progress: { done: number; total: number; what: string }) => void
  readonly signal?: AbortSignal
}

/** Cases whose labels are counted; of larger data sets a sample spread over all. */
const mostCounted = 60

/**
 * The label values below a folder, layout by layout: how many voxels each has, what it is taken for now, and a case and
 * slice that shows most of them (R-DS-2). Errors: those of `scanFolder`; CANCELLED.
 */
export async function labelSurvey(folder: string, options: SurveyOptions = {}): Promise<LabelSurvey> {
  const byLayout = new Map<LayoutId, CaseSource[]>()
  await scanFolder(folder, {
    onCase: (source) => {
      if (hasRawLabels(source)) byLayout.set(source.layout, [...(byLayout.get(source.layout) ?? []), source])
    },
    onRefusal: () => undefined,
    onProgress: () => undefined,
    ...(options.signal ? { signal: options.signal } : {}),
  })
  const maps = await rememberedMaps()
  const sources: LabelSource[] = []
  for (const [layout, cases] of byLayout) {
    const remembered = mapFor({ folder: cases[0]!.folder, layout }, maps)
    sources.push({ ...(await counted(folder, layout, cases, options)), remembered: remembered !== null })
  }
  return { folder, sources }
}

async function counted(
  folder: string,
  layout: LayoutId,
  cases: readonly CaseSource[],
  { onProgress, signal }: SurveyOptions,
): Promise<Omit<LabelSource, 'remembered'>> {
  const counts = new Map<number, number>()
  const step = Math.max(1, Math.ceil(cases.length / mostCounted))
  let example: (LabelSource['example'] & { readonly rank: number }) | null = null
  let looked = 0
  for (let at = 0; at < cases.length; at += step) {
    if (signal?.aborted) throw new SeptumError('CANCELLED', { what: 'The survey of labels' })
    const source = cases[at]!
    onProgress?.({ done: at, total: cases.length, what: source.name })
    const raw = await rawLabels(source).catch((error: unknown) => {
      if (error instanceof SeptumError) return null // told when the case is opened
      throw error
    })
    if (!raw) continue
    looked++
    const plane = raw.rows * raw.columns
    for (let slice = 0; slice < raw.slices; slice++) {
      const here = new Map<number, number>()
      for (const value of raw.values.subarray(slice * plane, (slice + 1) * plane))
        here.set(value, (here.get(value) ?? 0) + 1)
      for (const [value, count] of here) counts.set(value, (counts.get(value) ?? 0) + count)
      const drawn = plane - (here.get(0) ?? 0)
      const rank = here.size * plane + Math.min(drawn, plane - 1)
      if (!example || rank > example.rank) example = { study: source.id, case: source.name, slice, rank }
    }
  }
  onProgress?.({ done: cases.length, total: cases.length, what: folder })
  const { map, fillLines, thinLines } = currentMap(cases[0]!)
  const found = [...counts].filter(([value]) => value >= 0).sort(([a], [b]) => a - b)
  const { rank: _rank, ...shown } = example ?? {
    study: cases[0]!.id,
    case: cases[0]!.name,
    slice: 0,
    rank: 0,
  }
  return {
    layout,
    cases: cases.length,
    looked,
    values: found.map(([value, voxels]) => ({ value, voxels, target: map[String(value)] ?? null })),
    colours: layout === 'image-mask' && found.some(([value]) => value > 65_535),
    thinLines,
    fillLines,
    example: shown,
  }
}

/** What each value of a case is taken for now, by its adapter or as somebody said. */
function currentMap({ layout, detail }: CaseSource): {
  readonly map: LabelMapping
  readonly fillLines: boolean
  readonly thinLines: boolean
} {
  if (layout === 'image-mask') {
    const { map, fillLines, thinLines } = PairDetail.parse(detail)
    return { map: map ?? {}, fillLines, thinLines }
  }
  const byLabel = new Map(Object.values(regions).map(({ id, label }) => [label, id]))
  const values = NiftiFrames.parse(detail).values.map(([value, label]): [string, LabelTarget] => [
    String(value),
    RegionId.safeParse(byLabel.get(label)).data ?? 'background',
  ])
  return { map: Object.fromEntries(values), fillLines: false, thinLines: false }
}
