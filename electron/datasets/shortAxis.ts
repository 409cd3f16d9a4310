/** What tells whether a series is a short-axis cine. */
interface SeriesLook {
  readonly description: string
  readonly slices: number
  readonly phases: number
}

/** By its name, else by its shape: four parallel slices or more at ten phases or more (datasets.md B1.10). */
export const isShortAxis = ({ description, slices, phases }: SeriesLook): boolean =>
  /sax|short.?axis|cine_?sa/i.test(description) || (slices >= 4 && phases >= 10)
