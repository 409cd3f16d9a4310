import type { PatientPlan } from './patientPlan'
import type { CountedSlices } from './patientTruth'

/** One patient that was written, for the tables of a layout. */
export interface WrittenPatient {
  readonly id: string
  readonly plan: PatientPlan
}

/** How one layout names and writes phantom patients. */
export interface PhantomLayout {
  readonly name: (index: number, plan: PatientPlan) => string
  readonly write: (plan: PatientPlan, id: string, out: string) => Promise<void>
  /** Slices that the layout labels; left out: all that the heart reaches. */
  readonly counted?: CountedSlices
  /** What is known of one patient, where that is not the function of a heart. */
  readonly truth?: (plan: PatientPlan, id: string) => object
  /** How the known answers were made, where that is not said for all. */
  readonly note?: string
  /** Writes what stands beside the patients: tables, dataset.json. */
  readonly finish?: (patients: readonly WrittenPatient[], out: string) => Promise<void>
}
