import type { readerAreas } from '#shared/ipc/children'
import type { AllHandlers } from '#shared/ipc/contract'
import type { CaseSource } from '#shared/domain/study'
import type { CaseReader } from '#electron/datasets/adapter'
import { checkCases } from '#electron/datasets/check/checkCases'
import { contouredReader } from '#electron/datasets/contours/contouredReader'
import { withoutContours } from '#electron/datasets/contours/withoutContours'
import { abortSignalOf } from '../abortSignalOf'
import { casePicture } from './casePicture'
import { casePrepared } from './casePrepared'
import type { OpenCases } from './openCases'

type Reading = AllHandlers<typeof readerAreas>['reading']

/** What the reading child answers about the cases of a data set. */
export const datasetHandlers = (
  cases: OpenCases,
): Pick<Reading, 'checkCases' | 'casePicture' | 'casePrepared'> => ({
  checkCases: ({ sources, known }, { progress, signal }) =>
    checkCases(sources, new Set(known), progress, abortSignalOf(signal)),
  casePicture: async ({ source, phase, slice, fix }) =>
    casePicture(await unfixed(cases, source), source, phase, slice, fix),
  casePrepared: async ({ source, phase, slice, preparation }) =>
    casePrepared(await unfixed(cases, source), source, phase, slice, preparation),
})

/** A case before its fixes, with the contours that its data set took. One open case serves all versions of its labels. */
export async function unfixed(cases: OpenCases, { fixes: _, ...source }: CaseSource): Promise<CaseReader> {
  return contouredReader(await cases.reader(withoutContours(source)), source)
}
