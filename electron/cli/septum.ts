import { Command } from 'commander'
import { version } from '#shared/domain/version'
import { installSocketGuard } from '#electron/transport/socketGuard'
import { commands } from './commands/catalogue'

installSocketGuard()

const program = new Command('septum')
  .description('Reads, contours, trains and compares cardiac segmentations on this machine, offline.')
  .version(version)
  .option('--json', 'print one JSON document on stdout, and nothing else there')
  .option('--workspace <folder>', 'workspace to use (SEPTUM_WORKSPACE, else your application-data folder)')
  .showHelpAfterError('(add --help for the arguments and an example)')
  .exitOverride((error) => {
    process.exit(error.exitCode === 0 ? 0 : 2)
  })

for (const register of commands) register(program)
for (const command of program.commands) prepare(command)

/** Every command takes the common options in any place, and ends with 2 when it is called wrongly. */
function prepare(command: Command): void {
  command.copyInheritedSettings(program)
  if (!command.options.some(({ long }) => long === '--json')) command.option('--json', 'print JSON')
  if (!command.options.some(({ long }) => long === '--workspace'))
    command.option('--workspace <folder>', 'workspace to use')
  for (const child of command.commands) prepare(child)
}

await program.parseAsync()
