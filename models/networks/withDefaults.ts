import type { NetworkOptions } from './networkOptions'

type Given<Defaults> = Omit<NetworkOptions, keyof Defaults> & {
  readonly [Key in keyof Defaults]: Key extends keyof NetworkOptions
    ? NonNullable<NetworkOptions[Key]>
    : Defaults[Key]
}

/** A network's options, with its defaults for what was left out. */
export function withDefaults<Defaults extends Partial<NetworkOptions>>(
  defaults: Defaults,
  options: NetworkOptions,
): Given<Defaults> {
  const given = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined))
  return { ...defaults, ...given } as Given<Defaults>
}
