import path from 'node:path'
import { canonicalValues, labelledBy, LabelMapFile, type LabelMapping } from '#shared/domain/labelMap'
import { boundariesAround, taskOf } from '#shared/domain/structures'
import type { CaseSource } from '#shared/domain/study'
import { PairDetail } from '../imageMask/pairDetail'
import { NiftiFrames } from '../niftiFrames'
import { settingsFiles } from '../workspaceSettings'

/** The label maps that the workspace remembers; files that are none are passed over, as if nobody had said anything. */
export async function rememberedMaps(home?: string): Promise<LabelMapFile[]> {
  const found = await settingsFiles('labels', home)
  return found.flatMap(({ json }) => {
    const map = LabelMapFile.safeParse(json)
    return map.success ? [map.data] : []
  })
}

const isBelow = (folder: string, place: string): boolean =>
  place === folder || place.startsWith(folder.endsWith(path.sep) ? folder : folder + path.sep)

/** The map that is remembered for a case: of its layout, and of the nearest folder above it; null: none. */
export function mapFor(
  { folder, layout }: Pick<CaseSource, 'folder' | 'layout'>,
  maps: readonly LabelMapFile[],
): LabelMapFile | null {
  const above = maps.filter((map) => map.layout === layout && isBelow(map.folder, folder))
  return above.sort((a, b) => b.folder.length - a.folder.length)[0] ?? null
}

/** What an adapter says when it does not know what a value means; a person has said so now. */
const asked =
  /^The label ".*" is none that Septum measures|^The masks hold the values |^The masks are thin lines/

/** A case with its labels as one of these maps has them, or as its frozen version does (F-DS-1). */
export const withMaps = (source: CaseSource, maps: readonly LabelMapFile[]): CaseSource =>
  source.mapped ? source : withMap(source, mapFor(source, maps))

/** A case as the remembered map has it: its values, what it labels, and its task. Cases without label maps stay. */
function withMap(source: CaseSource, remembered: LabelMapFile | null): CaseSource {
  if (!remembered) return source
  const detail = mappedDetail(source, remembered)
  if (!detail) return source
  const boundaries = boundariesAround(labelledBy(remembered.map))
  const labelled = hasLabels(detail) ? boundaries : []
  return {
    ...source,
    detail,
    labelled,
    ...(boundaries.length > 0 ? { task: taskOf(boundaries) } : {}),
    problems: source.problems.filter((text) => !asked.test(text)),
  }
}

function mappedDetail(
  { layout, detail }: CaseSource,
  { map, fillLines }: { readonly map: LabelMapping; readonly fillLines: boolean },
): CaseSource['detail'] | null {
  if (layout === 'image-mask') return { ...PairDetail.parse(detail), map, fillLines }
  const frames = NiftiFrames.safeParse(detail)
  return frames.success ? { ...frames.data, values: canonicalValues(map), regions: labelledBy(map) } : null
}

function hasLabels(detail: CaseSource['detail']): boolean {
  const frames = NiftiFrames.safeParse(detail)
  return !frames.success || frames.data.frames.some(({ label }) => label !== null)
}
