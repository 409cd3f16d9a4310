import { existsSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** Where drivers for Vulkan are listed, and where browsers keep the one that needs no graphics card. */
const driverLists = ['/usr/share/vulkan/icd.d', '/etc/vulkan/icd.d', '/usr/local/share/vulkan/icd.d']
const browsers = [
  '/usr/lib/chromium',
  '/usr/lib/chromium-browser',
  '/opt/google/chrome',
  '/usr/lib64/chromium-browser',
]

/**
 * What a process must have in its environment to find a driver for Vulkan that needs no graphics card; null where this
 * machine has none. The loader, libvulkan.so.1, is the system's or lies beside the browser's driver.
 */
export function vulkanEnvironment(): Record<string, string> | null {
  const listed = driverLists
    .filter(existsSync)
    .flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)))
  const kept = browsers.map((folder) => join(folder, 'vk_swiftshader_icd.json')).filter(existsSync)
  const [software] = [...kept, ...listed.filter((file) => /swiftshader/.test(file))]
  return software ? { VK_ICD_FILENAMES: software, LD_LIBRARY_PATH: dirname(software) } : null
}
