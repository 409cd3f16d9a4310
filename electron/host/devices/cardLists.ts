import type { GraphicsCard } from '#shared/domain/device'
import { z } from '#shared/domain/schema'

const mebibyte = 2 ** 20

/** `name, MiB, driver` a line, as `nvidia-smi --format=csv,noheader,nounits` prints it. */
export const nvidiaCards = (printed: string): GraphicsCard[] =>
  printed.split('\n').flatMap((line) => {
    const [name, memory, driver] = line.split(',').map((part) => part.trim())
    if (!name || driver === undefined) return []
    return [{ name, memoryBytes: mebibytes(memory), driver: driver || null }]
  })

const mebibytes = (text: string | undefined): number | null => {
  const number = Number(text)
  return number > 0 ? number * mebibyte : null
}

const WindowsCard = z.object({
  Name: z.string(),
  AdapterRAM: z.number().nullish(),
  DriverVersion: z.string().nullish(),
})

/** Windows counts the memory in 32 bits: from 4 GB on it is not known. */
const mostWindowsBytes = 2 ** 32 - mebibyte

/** Win32_VideoController as JSON: one object, or a list of them. */
export function windowsCards(printed: string): GraphicsCard[] {
  const { data = [] } = z.array(WindowsCard).safeParse([parsed(printed)].flat())
  return data.map(({ Name, AdapterRAM, DriverVersion }) => ({
    name: Name,
    memoryBytes: AdapterRAM && AdapterRAM > 0 && AdapterRAM < mostWindowsBytes ? AdapterRAM : null,
    driver: DriverVersion ?? null,
  }))
}

const MacDisplays = z.object({ SPDisplaysDataType: z.array(z.object({ sppci_model: z.string() })) })

/** `system_profiler -json SPDisplaysDataType`. Apple's cards share the machine's memory, and macOS is their driver. */
export function macCards(printed: string): GraphicsCard[] {
  const { data } = MacDisplays.safeParse(parsed(printed))
  return (data?.SPDisplaysDataType ?? []).map(({ sppci_model: name }) => ({
    name,
    memoryBytes: null,
    driver: 'macOS',
  }))
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return null // nothing was printed, or not what was asked for
  }
}
