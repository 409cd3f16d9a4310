import type { CaseSource } from '#shared/domain/study'
import type { CaseReader } from './adapter'
import { layouts } from './catalogue'

/** Opens a case that a scan found. Errors: those of its files; FILE_UNREADABLE when they are gone. */
export const openCase = (source: CaseSource): Promise<CaseReader> => layouts[source.layout].open(source)
