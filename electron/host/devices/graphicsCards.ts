import { execFile } from 'node:child_process'
import { readdir, readFile, realpath } from 'node:fs/promises'
import { basename } from 'node:path'
import type { GraphicsCard } from '#shared/domain/device'
import { macCards, nvidiaCards, windowsCards } from './cardLists'

/** The graphics cards that the system knows. What it does not tell stays null; nothing found is an empty list. */
export async function graphicsCards(platform: NodeJS.Platform = process.platform): Promise<GraphicsCard[]> {
  if (platform === 'win32') return windowsCards(await said('powershell.exe', windowsQuestion))
  if (platform === 'darwin')
    return macCards(await said('/usr/sbin/system_profiler', ['-json', 'SPDisplaysDataType']))
  const nvidia = nvidiaCards(
    await said('nvidia-smi', [
      '--query-gpu=name,memory.total,driver_version',
      '--format=csv,noheader,nounits',
    ]),
  )
  const others = await linuxCards('/sys/class/drm')
  return [...nvidia, ...others.filter(({ driver }) => !nvidia.length || driver !== 'nvidia')]
}

const windowsQuestion = [
  '-NoProfile',
  '-NonInteractive',
  '-Command',
  'Get-CimInstance Win32_VideoController | Select-Object Name, AdapterRAM, DriverVersion | ConvertTo-Json',
]

/** What a program of the system prints; nothing where it is missing, fails, or takes longer than 5 s. */
const said = (program: string, args: readonly string[]): Promise<string> =>
  new Promise((resolve) => {
    execFile(program, args, { timeout: 5000, windowsHide: true }, (error, stdout) =>
      resolve(error ? '' : stdout),
    )
  })

/** Cards as Linux's kernel lists them below `folder`: vendor and device numbers, driver, memory where it is told. */
export async function linuxCards(folder: string): Promise<GraphicsCard[]> {
  const names = await readdir(folder).catch(() => []) // no graphics at all
  const cards = names
    .filter((name) => /^card\d+$/.test(name))
    .map((name) => linuxCard(`${folder}/${name}/device`))
  return (await Promise.all(cards)).filter((card) => card !== null)
}

const vendors: Readonly<Record<string, string>> = { '0x10de': 'NVIDIA', '0x1002': 'AMD', '0x8086': 'Intel' }

async function linuxCard(device: string): Promise<GraphicsCard | null> {
  const read = (file: string) =>
    readFile(`${device}/${file}`, 'utf8').then(
      (text) => text.trim(),
      () => null,
    )
  const [vendor, number, memory] = await Promise.all(['vendor', 'device', 'mem_info_vram_total'].map(read))
  if (!vendor) return null
  const driver = await realpath(`${device}/driver`).then(basename, () => null)
  const bytes = Number(memory)
  return {
    name: `${vendors[vendor] ?? vendor} graphics ${number ?? ''}`.trim(),
    memoryBytes: bytes > 0 ? bytes : null,
    driver,
  }
}
