import type { Candidate, CandidateId, Comparison } from '#shared/ipc/comparison'
import type { CancelSignal, PixelAnswer } from '#shared/ipc/contract'
import type { WorkProgress } from '#shared/ipc/library'
import { SeptumError } from '#shared/errors/SeptumError'

export class ComparisonService {
  async candidates(): Promise<Candidate[]> {
    return []
  }
  async compare(
    _ids: readonly CandidateId[],
    _work: { progress: (value: WorkProgress) => void; signal: CancelSignal },
  ): Promise<Comparison> {
    throw new SeptumError('NOT_FOUND', { kind: 'candidate', id: _ids.join() })
  }
  async labels(
    study: string,
    _phase: 'ed' | 'es',
    _of: CandidateId | 'reference',
  ): Promise<PixelAnswer<{ slices: number; rows: number; columns: number }>> {
    throw new SeptumError('NOT_FOUND', { kind: 'study', id: study })
  }
}
