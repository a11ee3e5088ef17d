// The console is tested in a real Chromium. Installs it where that can be done without asking anybody (as root on
// Debian and its kin); elsewhere the browser tests fail and say what to install.
import { spawnSync } from 'node:child_process'

const names = ['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome']

/** Debian has the engine without a window, which is smaller and takes half of the time; others have the browser only. */
const packages = ['chromium-headless-shell', 'chromium']

export function ensureChromium() {
  if (process.env.ROLECALL_TEST_CHROMIUM !== undefined || process.platform !== 'linux') return
  if (names.some((name) => isThere(name)) || !isThere('apt-get') || process.getuid() !== 0) return
  console.log('\n── chromium (for the tests of the console)')
  if (installChromium()) return
  // A machine that is new has no list of packages yet.
  run('apt-get', ['update'])
  if (!installChromium()) console.log('It could not be installed; the tests of the console will fail.')
}

function installChromium() {
  return packages.some((name) => run('apt-get', ['install', '--yes', '--no-install-recommends', name]) === 0)
}

function isThere(command) {
  return spawnSync('sh', ['-c', `command -v ${command}`]).status === 0
}

function run(command, args) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  return spawnSync(command, args, { env, stdio: ['ignore', 'ignore', 'inherit'] }).status ?? 1
}
