import type { PatientPlan } from './patientPlan'

/** One patient that was written, for the tables of a layout. */
export interface WrittenPatient {
  readonly id: string
  readonly plan: PatientPlan
}

/** How one layout names and writes phantom patients. */
export interface PhantomLayout {
  readonly name: (index: number, plan: PatientPlan) => string
  readonly write: (plan: PatientPlan, id: string, out: string) => Promise<void>
  /** Writes what stands beside the patients: tables, dataset.json. */
  readonly finish?: (patients: readonly WrittenPatient[], out: string) => Promise<void>
}
