import type { TextReason } from '#shared/domain/deidentify'

/** What an image says of itself, '' where it is silent. */
export interface ImageKind {
  readonly burnedIn: string
  readonly sopClass: string
  readonly modality: string
  readonly imageType: string
}

/** Secondary Capture and its multi-frame kinds (PS3.4 B.5). */
const secondaryCapture = /^1\.2\.840\.10008\.5\.1\.4\.1\.1\.7(\.[1-4])?$/
const oftenWritten = /^(US|XA|OT|CR|DX|SC|ES)$/

/**
 * Why text may stand in the pixels; null: nothing speaks for it (P-13, X18). An ultrasound that says NO is believed: that
 * attribute exists to be asked. Nothing here looks at the pixels.
 */
export function textReason({ burnedIn, sopClass, modality, imageType }: ImageKind): TextReason | null {
  if (burnedIn === 'YES') return 'stated'
  if (burnedIn === 'NO') return null
  if (secondaryCapture.test(sopClass) || /SCREEN ?SAVE/.test(imageType)) return 'capture'
  return oftenWritten.test(modality) ? 'kind' : null
}
