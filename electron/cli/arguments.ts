import { InvalidArgumentError } from 'commander'
import { RegionId } from '#shared/domain/structures'

/** Reads a whole number between two others; commander turns a refusal into exit code 2. */
export const wholeNumber =
  (least: number, most: number) =>
  (text: string): number => {
    const value = Number(text)
    if (text.trim() === '' || !Number.isInteger(value) || value < least || value > most)
      throw new InvalidArgumentError(`A whole number from ${least} to ${most} is meant.`)
    return value
  }

export const threadCount = wholeNumber(1, 1024)

/** `lv-cavity=1,rv-cavity=5`: label values of structures. */
export function labelValues(text: string): Partial<Record<RegionId, number>> {
  return Object.fromEntries(
    text.split(',').map((pair) => {
      const [name, value] = pair.split('=')
      const region = RegionId.safeParse(name?.trim())
      if (!region.success || value === undefined)
        throw new InvalidArgumentError(`${pair}: STRUCTURE=VALUE is meant, such as lv-cavity=3.`)
      return [region.data, wholeNumber(0, 255)(value)]
    }),
  )
}
