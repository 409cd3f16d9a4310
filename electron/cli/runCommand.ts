import type { Command } from 'commander'
import { workspaceFolder } from '#electron/workspace/workspaceFolder'
import { commandOutput, failure, type Output } from './output'

/** Options that every command has; `septum.ts` declares them. */
export interface CommonOptions {
  readonly json?: boolean
  readonly workspace?: string
}

/** The common options of a command, from wherever on the line they stood. */
export const commonOptions = (command: Command): CommonOptions => command.optsWithGlobals<CommonOptions>()

/**
 * Runs a command's work: gives it its output, and turns what it throws into a sentence, a remedy and an exit code.
 * With --json a failure is one document on stdout too, so that a script reads one thing.
 */
export async function runCommand(
  command: Command,
  work: (output: Output, options: CommonOptions) => Promise<void>,
): Promise<void> {
  const options = commonOptions(command)
  const json = options.json ?? false
  // What reads data sets, here and in children, finds the workspace's own adapters and label maps by it.
  process.env.SEPTUM_WORKSPACE = workspaceFolder(options.workspace)
  try {
    await work(commandOutput({ json }), options)
  } catch (error) {
    const { text, exitCode } = failure(error, json)
    ;(json ? process.stdout : process.stderr).write(`${text}\n`)
    process.exitCode = exitCode
  }
}
