// Makes a fresh clone ready with Node and npm only: installs the dependencies and builds every package.
// Quick when nothing has changed: the install is stamped, the build is cached.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
const isWindows = process.platform === 'win32'
const stampFile = join(root, 'node_modules', '.installed-for')
const builtFile = join(root, 'node_modules', '.built-from')

/** What a build leaves, each by another tool. */
const results = [
  'packages/cli/build',
  'packages/cli/dist/main.js',
  'packages/cli/schema',
  'packages/console/dist',
  'tooling/docs/dist/pages',
]

/** The environment in which the workspace's own commands are found. */
export const environment = {
  ...process.env,
  PATH: [join(root, 'node_modules', '.bin'), process.env.PATH].join(delimiter),
  TURBO_TELEMETRY_DISABLED: '1',
  TURBO_NO_UPDATE_NOTIFIER: '1',
}

/**
 * One compiler for all packages, then what is made of them: the console, the guides, the schemas, the command. Says only what is
 * news. Types are checked by the typecheck, which has the tests too: to check the sources here as well takes half of a build.
 */
export function build() {
  if (!existsSync(join(root, 'packages/cli/dist'))) console.log('Building; the first time this takes half a minute.')
  runQuietly('tsc', ['-b', '--noCheck'], 'The build failed.')
  runQuietly('turbo', ['run', 'build', '--output-logs=errors-only', '--ui=stream'], 'The build failed.')
}

/** Asks no tool whether something has changed, which takes them a second: a start has two. */
function buildWhereSomethingIsNew() {
  const sources = describeSources()
  const isThere = results.every((path) => existsSync(join(root, path)))
  if (isThere && existsSync(builtFile) && readFileSync(builtFile, 'utf8') === sources) return
  build()
  writeFileSync(builtFile, sources)
}

/** Changes with each file that a build may read. */
function describeSources() {
  const hash = createHash('sha256')
  const add = (path) => {
    const { mtimeMs, size } = statSync(join(root, path))
    hash.update(`${path} ${mtimeMs} ${size}\n`)
  }
  const goInto = (folder) => {
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
      const path = join(folder, entry.name)
      if (entry.isFile() && !entry.name.endsWith('.tsbuildinfo')) add(path)
      const isMade = results.includes(path) || /^(node_modules|dist|\.turbo)$/.test(entry.name)
      if (entry.isDirectory() && !isMade) goInto(path)
    }
  }
  for (const folder of ['packages', 'plugins', 'tooling', 'docs', 'examples']) goInto(folder)
  for (const file of [
    'pnpm-lock.yaml',
    'package.json',
    'turbo.json',
    'tsconfig.json',
    'tsconfig.base.json',
    'README.md',
  ])
    if (existsSync(join(root, file))) add(file)
  return hash.digest('hex')
}

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major > 20 || (major === 20 && minor >= 19)) return
  throw new Error(`Rolecall needs Node 20.19 or newer; this is ${process.versions.node}.`)
}

/**
 * Puts the packages in their place. What they compile (SQLite) goes on in a process of its own: the build needs none
 * of it, so that both take the time of one. The promise ends with it, and rejects where it fails.
 */
export function install() {
  checkNode()
  const stamp = describeInstall()
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return Promise.resolve()
  const [command, ...before] = findPnpm()
  const env = { ...process.env, npm_config_update_notifier: 'false' }
  const prefix = dirname(dirname(process.execPath))
  // Native addons compile against Node's own headers instead of downloading them.
  if (existsSync(join(prefix, 'include', 'node', 'node.h'))) env.npm_config_nodedir = prefix
  console.log('Installing the dependencies; the first time this compiles SQLite, which takes a minute or two.')
  const words = ['install', '--frozen-lockfile', '--ignore-scripts', '--reporter=append-only']
  run(command, [...before, ...words], env, 'The install failed.')
  return compile(command, [...before, '--recursive', 'rebuild', '--pending', '--reporter=append-only'], env, stamp)
}

/**
 * Runs the scripts of the packages that may have one (`allowBuilds`), and then notes what has been installed. What they
 * have written is shown where one fails.
 */
async function compile(command, args, env, stamp) {
  const child = spawn(command, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'], shell: isWindows })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text))
  const [status] = await once(child, 'close')
  if (status !== 0) throw new Error(`${output}\nCompiling what was installed failed.`)
  writeFileSync(stampFile, stamp)
}

/** Changes with whatever makes an install stale: the lockfile, its settings, the Node it was compiled for. */
function describeInstall() {
  const hash = createHash('sha256')
  for (const file of ['pnpm-lock.yaml', 'pnpm-workspace.yaml']) hash.update(readFileSync(join(root, file)))
  hash.update([process.versions.modules, process.platform, process.arch].join(' '))
  return hash.digest('hex')
}

/** The pnpm that wrote the lockfile: on the PATH, or from the npm registry by way of npx. */
function findPnpm() {
  const version = /^pnpm@([\d.]+)/.exec(manifest.packageManager)[1]
  const found = spawnSync('pnpm', ['--version'], { cwd: root, encoding: 'utf8', shell: isWindows })
  if (found.status === 0 && found.stdout.trim() === version) return ['pnpm']
  return ['npx', '--yes', `pnpm@${version}`]
}

function run(command, args, env, failure) {
  const { status } = spawnSync(command, args, { cwd: root, env, stdio: 'inherit', shell: isWindows })
  if (status !== 0) throw new Error(failure)
}

/** What it has written is shown where it fails. */
function runQuietly(command, args, failure) {
  const { status, stdout, stderr } = spawnSync(command, args, {
    cwd: root,
    env: environment,
    encoding: 'utf8',
    shell: isWindows,
    maxBuffer: 64 * 1_024 * 1_024,
  })
  if (status === 0) return
  console.log(`${stdout}${stderr}`)
  throw new Error(failure)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    const installed = install()
    try {
      buildWhereSomethingIsNew()
    } finally {
      await installed
    }
  } catch (error) {
    console.error(error.message)
    process.exitCode = 1
  }
}
