import type { Command } from 'commander'
import { registerServe } from './serve'

/** Every command: one file each, which adds itself to the program. The order is that of the help. */
export const commands: readonly ((program: Command) => void)[] = [registerServe]
