/** Signal of tissues in a balanced steady-state cine at 1.5 T, in units of the LV blood's signal. */
export const tissue = {
  blood: 1,
  rvBlood: 0.93,
  myocardium: 0.36,
  muscle: 0.3,
  lung: 0.07,
  fat: 0.9,
  liver: 0.4,
  spleen: 0.5,
} as const
