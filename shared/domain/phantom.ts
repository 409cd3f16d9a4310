import { z } from './schema'

/** Layouts in which phantom hearts can be made: those of the adapters that bring labels. */
export const phantomLayoutIds = [
  'acdc',
  'sunnybrook',
  'rvsc',
  'lvsc',
  'mnms',
  'mnms2',
  'nnunet',
  'decathlon',
] as const
export const PhantomLayoutId = z.enum(phantomLayoutIds)
export type PhantomLayoutId = z.infer<typeof PhantomLayoutId>
