/** How many of something, in English: `1 slice`, `2 slices`. The page says its own through the locale. */
export const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`
