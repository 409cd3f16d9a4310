/** A score with its digits; a dash is a statement: it could not be had. */
export const numberOrDash = (value: number | null, digits: number): string =>
  value === null || !Number.isFinite(value) ? '–' : value.toFixed(digits).replace('-', '−')

/** Mean of ED and ES where both are there; the one that is there; null where none is. */
export function meanOfPhases(ed: number | null, es: number | null): number | null {
  if (ed === null) return es
  return es === null ? ed : (ed + es) / 2
}

/** A difference with its sign, such as +4.2 or −0.8; a dash where either side is missing. */
export function signedDifference(value: number | null, reference: number | null, digits: number): string {
  if (value === null || reference === null) return '–'
  const text = Math.abs(value - reference).toFixed(digits)
  if (Number(text) === 0) return text
  return `${value < reference ? '−' : '+'}${text}`
}
