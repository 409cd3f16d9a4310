import { regionIds, regions, type RegionId } from '../domain/structures'

/** What a step took from a structure and what it gave to it, in voxels. */
export interface LabelChange {
  readonly region: RegionId
  readonly removed: number
  readonly added: number
}

/** Per structure, what `after` lacks of `before` and has beyond it; structures that did not change are left out. */
export function labelChanges(before: Uint8Array, after: Uint8Array): LabelChange[] {
  if (before.length !== after.length) throw new Error(`${before.length} labels are not ${after.length}`)
  const [removed, added] = [new Uint32Array(256), new Uint32Array(256)]
  for (let i = 0; i < before.length; i++) {
    if (before[i] === after[i]) continue
    removed[before[i]!]!++
    added[after[i]!]!++
  }
  return regionIds.flatMap((region) => {
    const { label } = regions[region]
    const change = { region, removed: removed[label]!, added: added[label]! }
    return change.removed + change.added > 0 ? [change] : []
  })
}
