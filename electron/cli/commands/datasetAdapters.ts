import type { Command } from 'commander'
import { layouts } from '#electron/datasets/catalogue'
import { userAdapters } from '#electron/datasets/userAdapter/adapterFile'
import { noun } from '../noun'
import { runCommand } from '../runCommand'
import { table } from '../table'

interface AdapterLine {
  readonly id: string
  readonly title: string
  readonly source: 'built-in' | 'user'
  /** The user's file. */
  readonly file: string | null
  readonly citation: string
  readonly licence: string
  /** Why a user's file is not used. */
  readonly problem: string | null
}

/** `septum dataset adapters`. */
export function registerDatasetAdapters(program: Command): void {
  noun(program, 'dataset', 'Labelled data sets')
    .command('adapters')
    .description(
      'Lists the layouts that are recognised: built in, and in the adapters folder of the workspace.',
    )
    .addHelpText('after', '\nExample:\n  septum dataset adapters --json')
    .action((_options: object, command: Command) =>
      runCommand(command, async (output) => {
        const lines = await adapterLines()
        output.answer(lines, () =>
          table(
            ['Id', 'Title', 'From', 'Problem'],
            lines.map(({ id, title, source, file, problem }) => [id, title, file ?? source, problem ?? '']),
          ),
        )
      }),
    )
}

async function adapterLines(): Promise<AdapterLine[]> {
  const builtIn = Object.values(layouts)
    .filter(({ id }) => id !== 'user')
    .map(({ id, title, citation, licence }): AdapterLine => ({
      ...{ id, title, citation, licence },
      ...{ source: 'built-in', file: null, problem: null },
    }))
  const own = (await userAdapters()).map(({ file, adapter, fault }): AdapterLine => ({
    id: adapter?.id ?? '',
    title: adapter?.title ?? '',
    source: 'user',
    file,
    citation: adapter?.citation ?? '',
    licence: adapter?.licence ?? '',
    problem: fault?.message ?? null,
  }))
  return [...builtIn, ...own]
}
