import path from 'node:path'

/** The files of one ACDC patient, absolute. Frames count from 1 as in the file names. */
export interface AcdcFiles {
  readonly info: string | null
  readonly cine: string | null
  readonly frames: readonly {
    readonly frame: number
    readonly image: string
    readonly label: string | null
  }[]
}

const imageName = /^(.+?)_frame(\d{1,4})\.nii(?:\.gz)?$/i
const labelName = /^(.+?)_frame(\d{1,4})_gt\.nii(?:\.gz)?$/i
const cineName = /^(.+?)_4d\.nii(?:\.gz)?$/i

/** True for a folder with Info.cfg and ACDC's image names; Info.cfg may be missing where a gt gives the layout away. */
export const isAcdcPatient = (files: readonly string[]): boolean =>
  files.some((name) => imageName.test(name) || cineName.test(name)) &&
  files.some((name) => /^info\.cfg$/i.test(name) || labelName.test(name))

/** Sorts the names in a patient's folder by their part in the layout. `.nii.gz` wins over `.nii` of the same frame. */
export function acdcFiles(folder: string, names: readonly string[]): AcdcFiles {
  const full = (name: string | undefined): string | null => (name ? path.join(folder, name) : null)
  const ordered = [...names].sort((a, b) => a.length - b.length || (a < b ? -1 : 1))
  const images = new Map<number, string>()
  const labels = new Map<number, string>()
  for (const name of ordered) {
    const label = labelName.exec(name)
    const image = label ? null : imageName.exec(name)
    if (label) labels.set(Number(label[2]), name)
    else if (image) images.set(Number(image[2]), name)
  }
  return {
    info: full(names.find((name) => /^info\.cfg$/i.test(name))),
    cine: full(ordered.findLast((name) => cineName.test(name))),
    frames: [...images]
      .filter(([frame]) => frame > 0)
      .sort(([a], [b]) => a - b)
      .map(([frame, image]) => ({
        frame,
        image: path.join(folder, image),
        label: full(labels.get(frame)),
      })),
  }
}
