import type { Command } from 'commander'

/** The command of a noun (`library`, `model`, …), made at its first verb. */
export function noun(program: Command, name: string, description: string): Command {
  const known = program.commands.find((command) => command.name() === name)
  return known ?? program.command(name).description(description)
}
