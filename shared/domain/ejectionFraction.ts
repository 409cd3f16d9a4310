/** Ejection fraction in percent, 100 · (EDV − ESV) / EDV (evaluation K2); null where a volume is missing or EDV is not positive. */
export function ejectionFraction(
  edvMl: number | null | undefined,
  esvMl: number | null | undefined,
): number | null {
  if (edvMl === null || edvMl === undefined || esvMl === null || esvMl === undefined) return null
  return edvMl <= 0 ? null : (100 * (edvMl - esvMl)) / edvMl
}
