import { fileURLToPath } from 'node:url'
import { InvalidArgumentError, type Command } from 'commander'
import { createHost } from '#electron/host/createHost'
import { openInBrowser } from '#electron/transport/openInBrowser'
import { servePage } from '#electron/transport/pageServer'
import { workspaceFolder } from '#electron/workspace/workspaceFolder'
import { runCommand } from '../runCommand'
import { childrenBesideUs } from '../withHost'

function portNumber(text: string): number {
  const port = Number(text)
  if (!Number.isInteger(port) || port < 0 || port > 65535)
    throw new InvalidArgumentError('0 to 65535 is meant.')
  return port
}

/** `septum serve`: the local page, on this machine only, until it is stopped. */
export function registerServe(program: Command): void {
  program
    .command('serve')
    .description('Serves the window as a local page, for this machine only.')
    .option('--port <number>', 'port to listen on; 0 = any that is free', portNumber, 0)
    .option('--no-open', 'do not open a browser')
    .addHelpText(
      'after',
      '\nExamples:\n  septum serve\n  septum serve --port 8080 --no-open --workspace ./hearts',
    )
    .action(async (options: { port: number; open: boolean }, command: Command) => {
      await runCommand(command, async (output, { workspace }) => {
        const host = await createHost({
          workspace: workspaceFolder(workspace),
          fork: childrenBesideUs(),
          door: 'page',
        })
        const page = fileURLToPath(new URL('./page', import.meta.url))
        const server = await servePage({ page, port: options.port, onPort: (port) => host.serve(port) })
        // One line in either form: whoever starts us reads it while we go on.
        process.stdout.write(
          `${output.json ? JSON.stringify({ address: server.address }) : server.address}\n`,
        )
        if (host.heldBy)
          output.note(`The library is open in another Septum (${host.heldBy}); here it can only be read.`)
        if (options.open) openInBrowser(server.address)
        await stopAsked()
        await server.close()
        await host.close()
      })
      // A browser that was opened, or a pipe that nobody reads, does not keep us here.
      process.exit()
    })
}

/** Resolves at Ctrl+C, at a polite kill, or when the terminal closes. */
const stopAsked = (): Promise<void> =>
  new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve())
  })
