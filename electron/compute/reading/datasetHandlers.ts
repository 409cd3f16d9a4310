import type { readerAreas } from '#shared/ipc/children'
import type { AllHandlers } from '#shared/ipc/contract'
import { checkCases } from '#electron/datasets/check/checkCases'
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
    casePicture(await cases.reader(unfixed(source)), source, phase, slice, fix),
  casePrepared: async ({ source, phase, slice, preparation }) =>
    casePrepared(await cases.reader(unfixed(source)), source, phase, slice, preparation),
})

/** One open case serves all versions of its labels. */
const unfixed = <S extends { readonly fixes?: unknown }>({ fixes: _, ...source }: S): Omit<S, 'fixes'> =>
  source
