import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/** The shell without a window is the same engine, and takes half of the time. */
const names = [
  'chromium-headless-shell',
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  'chrome',
]

/** Where macOS and Windows keep it, which is on no PATH. */
const places = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

/** A Chromium of this machine. Throws with what to install where there is none: these tests are never skipped. */
export function findChromium(): string {
  const chosen = process.env['ROLECALL_TEST_CHROMIUM']
  const folders = (process.env['PATH'] ?? '').split(delimiter)
  const candidates = [...folders.flatMap((folder) => names.map((name) => join(folder, name))), ...places]
  const found = chosen ?? candidates.find((file) => existsSync(file))
  if (found !== undefined) return found
  throw new Error(
    'The console is tested in Chromium, and there is none: install it (Debian, Ubuntu: apt-get install chromium), or name one by ROLECALL_TEST_CHROMIUM=/path/to/chromium',
  )
}
