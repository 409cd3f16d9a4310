/** Tables, notes and contours as text: their words and names may say who it is. */
const neverCopied = /\.(txt|csv|cfg|json|png|xml|md)$/i
const niftiName = /\.(nii|hdr|img)(\.gz)?$/i

/** How a file is copied. NIfTI with the ending that its copy has, in small letters. */
export type CopiedKind =
  | { readonly kind: 'dicom' }
  | { readonly kind: 'nifti'; readonly ending: string }
  | { readonly kind: 'never' }

export function copiedKind(file: string): CopiedKind {
  if (neverCopied.test(file)) return { kind: 'never' }
  const ending = niftiName.exec(file)?.[0].toLowerCase()
  return ending ? { kind: 'nifti', ending } : { kind: 'dicom' }
}
