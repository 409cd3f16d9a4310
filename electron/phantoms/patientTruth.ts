import { heartSection, heartState, rvAreaMm2, rvVolumeMm3, type HeartState } from './heart'
import type { PatientPlan } from './patientPlan'
import { bodyVolumeMm3 } from './roundBody'
import { slicePositions } from './slicePositions'

/** Volumes in ml, EF in percent, mass in g at 1.05 g/ml. */
export interface Figures {
  readonly edvMl: number
  readonly esvMl: number
  readonly efPercent: number
  readonly rvEdvMl: number
  readonly rvEsvMl: number
  readonly rvEfPercent: number
  readonly myocardiumMl: number
  readonly massG: number
}

interface Volumes {
  readonly lv: number
  readonly outer: number
  readonly rv: number
}

/** By formula: the volumes of the bodies themselves. */
export const formulaFigures = (plan: PatientPlan): Figures =>
  figures(plan, (state) => ({
    lv: bodyVolumeMm3(state.cavity),
    outer: bodyVolumeMm3(state.outer),
    rv: rvVolumeMm3(state),
  }))

/** Which slices count: all that the heart reaches, or those that have a cavity. */
export type CountedSlices = 'all' | 'with cavity'

/** What a perfect reader of slices would get: exact areas at the slices' centres × the slice pitch. */
export const slicedFigures = (plan: PatientPlan, counted: CountedSlices = 'all'): Figures =>
  figures(plan, (state) => {
    const sum = { lv: 0, outer: 0, rv: 0 }
    for (const s of slicePositions(plan)) {
      const section = heartSection(state, s)
      if (section.aboveBase || (counted === 'with cavity' && section.cavityMm <= 0)) continue
      sum.lv += Math.PI * section.cavityMm ** 2 * plan.pitchMm
      sum.outer += Math.PI * section.outerMm ** 2 * plan.pitchMm
      sum.rv += rvAreaMm2(state, s) * plan.pitchMm
    }
    return sum
  })

function figures(plan: PatientPlan, volumes: (state: HeartState) => Volumes): Figures {
  const ed = volumes(heartState(plan, 0))
  const es = volumes(heartState(plan, plan.esPhase))
  const ml = (mm3: number): number => Math.round(mm3) / 1000
  const percent = (from: number, to: number): number => Math.round((1e5 * (from - to)) / from) / 1000
  return {
    edvMl: ml(ed.lv),
    esvMl: ml(es.lv),
    efPercent: percent(ed.lv, es.lv),
    rvEdvMl: ml(ed.rv),
    rvEsvMl: ml(es.rv),
    rvEfPercent: percent(ed.rv, es.rv),
    myocardiumMl: ml(ed.outer - ed.lv),
    massG: ml((ed.outer - ed.lv) * 1.05),
  }
}
