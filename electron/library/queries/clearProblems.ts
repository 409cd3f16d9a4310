import type { Index } from '../openIndex'

export function clearProblems(index: Index): void {
  index.exec('delete from problems')
}
