import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { PhantomLayoutId } from '#shared/domain/phantom'
import { SeptumError } from '#shared/errors/SeptumError'
import { patientPlan } from './patientPlan'
import type { WrittenPatient } from './phantomLayout'
import { phantomLayouts } from './catalogue'
import { formulaFigures, slicedFigures } from './patientTruth'

export interface PhantomOptions {
  readonly layout: PhantomLayoutId
  readonly patients: number
  readonly seed: number
  /** Folder to write into; made when it is not there. */
  readonly out: string
  readonly onProgress?: (progress: { done: number; total: number; what: string }) => void
  readonly signal?: AbortSignal
}

const note =
  'Volumes and mass by formula: ellipsoids cut at the base plane; the RV is its body less the outer body of the LV. ' +
  '"sliced" is what exact areas on the slices sum to (area x slice pitch), which is all that slices can tell: it differs ' +
  'from the formula by up to about 1 %. "labelled" is the same over the slices that this layout labels; contours and ' +
  'masks of pixels agree with it within 1 %. Papillary muscles and trabeculae belong to the cavity. Mass at 1.05 g/ml.'

/**
 * Makes phantoms, mostly hearts, with a known answer and `truth.json` beside them. The same options give the same bytes.
 * Errors: SAVE_FAILED, DISK_FULL, CANCELLED (patients that were finished stay).
 */
export async function makePhantoms(
  options: PhantomOptions,
): Promise<{ cases: number; out: string; truth: string }> {
  const { layout, patients, seed, out } = options
  const truth = path.join(out, 'truth.json')
  const cases = []
  const phantoms = phantomLayouts[layout]
  const written: WrittenPatient[] = []
  try {
    await mkdir(out, { recursive: true })
    for (let index = 0; index < patients; index++) {
      if (options.signal?.aborted) throw new SeptumError('CANCELLED', { what: 'Making phantoms' })
      const plan = patientPlan(index, seed)
      const id = phantoms.name(index, plan)
      options.onProgress?.({ done: index, total: patients, what: id })
      await phantoms.write(plan, id, out)
      written.push({ id, plan })
      const { group, esPhase, phases } = plan
      const frames = { ed: 1, es: esPhase + 1, count: phases }
      const labelled = slicedFigures(plan, phantoms.counted)
      cases.push(
        phantoms.truth
          ? { id, ...phantoms.truth(plan, id) }
          : { id, group, frames, ...formulaFigures(plan), sliced: slicedFigures(plan), labelled },
      )
      // Cancelling and progress get a turn between patients.
      await new Promise((resolve) => setImmediate(resolve))
    }
    await phantoms.finish?.(written, out)
    await writeFile(
      truth,
      `${JSON.stringify({ schema: 'septum-phantoms/1', layout, seed, note: phantoms.note ?? note, cases }, null, 2)}\n`,
    )
  } catch (error) {
    throw saveFault(error, out)
  }
  options.onProgress?.({ done: patients, total: patients, what: truth })
  return { cases: patients, out, truth }
}

function saveFault(error: unknown, file: string): unknown {
  if (!(error instanceof Error) || !('code' in error) || error instanceof SeptumError) return error
  if (error.code === 'ENOSPC') return new SeptumError('DISK_FULL', { file }, { cause: error })
  return new SeptumError('SAVE_FAILED', { file, reason: String(error.code) }, { cause: error })
}
