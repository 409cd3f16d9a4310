import type { GeometryWarning } from '#shared/domain/study'
import type { NiftiHeader } from '#electron/formats/nifti/niftiHeader'

/** What a reader must know of a NIfTI's geometry beside the numbers that it affects (R-RD-12), and the case's problems. */
export function niftiWarnings(header: NiftiHeader, problems: readonly string[]): GeometryWarning[] {
  const warnings: GeometryWarning[] = []
  if (!header.orientation)
    warnings.push({
      code: 'ORIENTATION_UNKNOWN',
      text: 'Orientation unknown: the header does not say where the images lie in the patient.',
    })
  if (!header.calibrated)
    warnings.push({
      code: 'UNCALIBRATED',
      text: 'Uncalibrated: the header gives no pixel size. One pixel is taken as 1 mm; no length or volume can be trusted.',
    })
  if (header.formsDisagree)
    warnings.push({
      code: 'FORMS_DISAGREE',
      text: 'The two orientations in the header (sform and qform) differ; the sform is used.',
    })
  for (const text of problems) warnings.push({ code: 'CASE_PROBLEM', text })
  return warnings
}
