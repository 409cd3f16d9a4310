import { spawn } from 'node:child_process'

const openers: Readonly<Partial<Record<NodeJS.Platform, readonly [string, ...string[]]>>> = {
  darwin: ['open'],
  win32: ['rundll32', 'url.dll,FileProtocolHandler'],
}

/** Opens an address of ours in the user's browser where there is a display; that it cannot is no failure. */
export function openInBrowser(address: string, env: NodeJS.ProcessEnv = process.env): void {
  const display = process.platform !== 'linux' || env.DISPLAY || env.WAYLAND_DISPLAY
  if (!display) return
  const [command, ...args] = openers[process.platform] ?? ['xdg-open']
  const opener = spawn(command, [...args, address], { detached: true, stdio: 'ignore' })
  opener.on('error', () => undefined)
  opener.unref()
}
