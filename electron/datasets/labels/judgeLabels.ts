import { canonicalValues, type LabelMapping } from '#shared/domain/labelMap'
import type { CaseSource } from '#shared/domain/study'
import { SeptumError } from '#shared/errors/SeptumError'
import { implausibleHeart } from '#shared/geometry/labelPlausibility'
import { rawOf } from './labelExample'

/** Whether a mapping can be right, judged on all slices of one case (X23). Throws LABELS_IMPLAUSIBLE where it cannot. */
export async function judgeLabels(source: CaseSource, map: LabelMapping): Promise<void> {
  const { values, rows, columns } = await rawOf(source)
  const known = new Map(canonicalValues(map))
  const labels = Uint8Array.from(values, (value) => known.get(value) ?? 0)
  const reason = implausibleHeart(labels, columns, rows)
  if (reason)
    throw new SeptumError('LABELS_IMPLAUSIBLE', { case: source.name, reason: reason.replace(/\.$/, '') })
}
