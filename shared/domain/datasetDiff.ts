import { usedCases, type CaseHashes, type DatasetContent } from './dataset'

/** Cases by name: what a version has more, less, and with other labels, than the one before (R-DS-1). */
export interface DatasetDiff {
  readonly added: string[]
  readonly removed: string[]
  /** Labels or fixes differ. */
  readonly relabelled: string[]
  /** Patients that stand in another part. */
  readonly moved: string[]
}

type Hashes = Readonly<Record<string, Pick<CaseHashes, 'labels'>>>

export function datasetDiff(
  before: { readonly content: DatasetContent; readonly hashes: Hashes },
  after: { readonly content: DatasetContent; readonly hashes: Hashes },
): DatasetDiff {
  const was = new Map(usedCases(before.content).map((one) => [one.source.id, one]))
  const is = new Map(usedCases(after.content).map((one) => [one.source.id, one]))
  const names = (ids: Iterable<string>, of: typeof was) => [...ids].map((id) => of.get(id)!.source.name)
  const both = [...is.keys()].filter((id) => was.has(id))
  const fixesOf = ({ fixes }: DatasetContent, id: string) => JSON.stringify(fixes[id] ?? [])
  const relabelled = both.filter((id) => {
    const [a, b] = [before.hashes[id]?.labels, after.hashes[id]?.labels]
    return (
      fixesOf(before.content, id) !== fixesOf(after.content, id) ||
      (a !== undefined && b !== undefined && a !== b)
    )
  })
  const moved = both.filter(
    (id) =>
      before.content.split.parts[was.get(id)!.patient] !== after.content.split.parts[is.get(id)!.patient],
  )
  return {
    added: names(
      [...is.keys()].filter((id) => !was.has(id)),
      is,
    ),
    removed: names(
      [...was.keys()].filter((id) => !is.has(id)),
      was,
    ),
    relabelled: names(relabelled, is),
    moved: names(moved, is),
  }
}
