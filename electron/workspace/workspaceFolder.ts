import { homedir } from 'node:os'
import { join, resolve } from 'node:path'

/** The parts of the process that the default place depends on. */
export interface Surroundings {
  readonly platform: NodeJS.Platform
  readonly env: Readonly<Record<string, string | undefined>>
  readonly home: string
}

/** The user's application-data folder for Septum: where a workspace lies when nobody said otherwise. */
export function defaultWorkspace({ platform, env, home }: Surroundings): string {
  if (platform === 'win32') return join(env.APPDATA || join(home, 'AppData', 'Roaming'), 'Septum')
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Septum')
  return join(env.XDG_DATA_HOME || join(home, '.local', 'share'), 'septum')
}

/** `--workspace`, else SEPTUM_WORKSPACE, else the default. Relative paths count from the working folder. */
export function workspaceFolder(
  option: string | undefined,
  surroundings: Partial<Surroundings> = {},
): string {
  const { platform = process.platform, env = process.env, home = homedir() } = surroundings
  return resolve(option || env.SEPTUM_WORKSPACE || defaultWorkspace({ platform, env, home }))
}
