/** Answers what was remembered when it is one of the choices that there are today. */
export const acceptOneOf =
  <T extends string>(choices: readonly T[]) =>
  (was: unknown): T | null =>
    choices.find((choice) => choice === was) ?? null

/** Answers a remembered number that lies in a range, both ends included. */
export const acceptNumber =
  (low: number, high: number) =>
  (was: unknown): number | null =>
    typeof was === 'number' && was >= low && was <= high ? was : null
