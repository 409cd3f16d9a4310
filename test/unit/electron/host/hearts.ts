import type { CaseSource, OpenedCase } from '#shared/domain/study'

/** A made-up case below `folder`, as a scan finds it. */
export const heart = (folder: string, name: string, more: Partial<CaseSource> = {}): CaseSource => ({
  id: `acdc-${name}`,
  name,
  layout: 'acdc',
  folder: `${folder}/${name}`,
  files: [`${folder}/${name}/${name}_4d.nii.gz`],
  patientId: name,
  patientName: name,
  sex: null,
  ageYears: null,
  studyDate: null,
  description: 'Short-axis cine',
  modality: 'MR',
  scanner: null,
  fieldT: null,
  group: 'NOR',
  series: 1,
  slices: 3,
  phases: 2,
  ed: 0,
  es: 1,
  labelled: ['lv-endo'],
  problems: [],
  detail: {},
  ...more,
})

/** The case opened: 20 × 20 pixels of 1 mm, slices 10 mm apart, and no contours of its own. */
export const openedHeart = ({ id, name }: CaseSource): OpenedCase => ({
  id,
  name,
  grid: {
    columns: 20,
    rows: 20,
    slices: 3,
    phases: 2,
    spacingMm: { x: 1, y: 1, z: 10 },
    orientation: null,
    phaseTimesMs: null,
  },
  window: { centre: 100, width: 200, origin: 'percentile' },
  inverted: false,
  sliceThicknessMm: null,
  ed: 0,
  es: 1,
  imported: [],
  warnings: [],
  lossy: false,
})
