import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'

import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core'
import { publint } from 'publint'
import { formatMessage } from 'publint/utils'

const run = promisify(execFile)

/** What the package can't be without. */
const required = [
  'package.json',
  'README.md',
  'LICENSE',
  'CHANGELOG.md',
  'sbom.cdx.json',
  'bin/rolecall.js',
  'schema/config.schema.json',
  'schema/mapping.schema.json',
  'console/index.html',
  'docs/index.html',
  'docs/_layout.html',
  'docs/style.css',
  'dist/main.js',
  'dist/index.js',
  'dist/index.d.ts',
  'dist/plugin.js',
  'dist/plugin.d.ts',
  'dist/testing.js',
  'dist/testing.d.ts',
]

/** What a user has no use for, or must not get. */
const forbidden = /(^|\/)(src|test|node_modules|\.[^/]+)\/|\.(tsx?|map|tsbuildinfo|tgz|db|env|log)$|\.test\./

const allowed = /\.d\.ts$/

/** More than this is something that slipped in. */
const largestBytes = 3 * 1024 * 1024

/** Every fault of a packed tarball, as sentences; none for one that may be published. */
export async function checkContents(tarball: string): Promise<readonly string[]> {
  const data = await readFile(tarball)
  const faults = checkFiles(await listFiles(tarball))
  if (data.length > largestBytes) faults.push(`it has ${data.length} bytes; at most ${largestBytes} were expected`)
  return [...faults, ...(await lintTarball(data))]
}

/** Every fault that publint and arethetypeswrong find. */
export async function lintTarball(data: Buffer): Promise<readonly string[]> {
  return [...(await lintPackage(data)), ...(await checkTypes(data))]
}

/** Faults of a list of paths. */
export function checkFiles(files: readonly string[], wanted: readonly string[] = required): string[] {
  const missing = wanted.filter((file) => !files.includes(file)).map((file) => `${file} is missing`)
  const surplus = files
    .filter((file) => forbidden.test(file) && !allowed.test(file))
    .map((file) => `${file} must not be in it`)
  return [...missing, ...surplus]
}

export async function listFiles(tarball: string): Promise<readonly string[]> {
  const { stdout } = await run('tar', ['-tzf', tarball])
  return stdout
    .split('\n')
    .map((line) => line.replace(/^package\//, ''))
    .filter((line) => line !== '' && !line.endsWith('/'))
}

async function lintPackage(data: Buffer): Promise<readonly string[]> {
  const { messages, pkg } = await publint({ pack: { tarball: toArrayBuffer(data) }, level: 'warning' })
  return messages.map((message) => `publint: ${formatMessage(message, pkg, { color: false }) ?? message.code}`)
}

/** The package is ESM only: what `require` would find is not asked. */
async function checkTypes(data: Buffer): Promise<readonly string[]> {
  const result = await checkPackage(createPackageFromTarballData(new Uint8Array(data)), {
    excludeEntrypoints: ['./package.json', /^\.\/schema\//],
  })
  if (result.types === false) return ['types: there are none']
  return result.problems
    .filter(
      (problem) =>
        !('resolutionKind' in problem) ||
        problem.resolutionKind === 'node16-esm' ||
        problem.resolutionKind === 'bundler',
    )
    .filter(({ kind }) => kind !== 'CJSResolvesToESM')
    .map((problem) => `types: ${JSON.stringify(problem)}`)
}

function toArrayBuffer(data: Buffer): ArrayBuffer {
  return new Uint8Array(data).buffer
}
