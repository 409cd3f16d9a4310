import { existsSync } from 'node:fs'

/** The Chromium that end-to-end stories run in: CHROMIUM_PATH, else where the systems' packages put it; null = none. */
export function chromiumPath() {
  const known = [
    process.env.CHROMIUM_PATH,
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  ]
  return known.find((path) => path && existsSync(path)) ?? null
}
