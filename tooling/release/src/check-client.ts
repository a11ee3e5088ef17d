import { readdirSync, readFileSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

import { checkFiles, lintTarball, listFiles } from './check-contents.ts'
import { bundleClient, clientEntries } from './pack-client.ts'

/** All that a product loads of it: the modules of every entry, and what they need of npm. */
const largestBytes = 10_000

const required = [
  'package.json',
  'README.md',
  'LICENSE',
  'CHANGELOG.md',
  ...clientEntries.flatMap((name) => [`dist/${name}.js`, `dist/${name}.d.ts`]),
]

/** Every fault of the packed client, as sentences; none for one that may be published. */
export async function checkClient(tarball: string): Promise<readonly string[]> {
  const files = await listFiles(tarball)
  const size = await measureClient()
  return [
    ...checkFiles(files, required),
    ...(size > largestBytes ? [`it has ${size} bytes compressed; at most ${largestBytes} were expected`] : []),
    ...(await lintTarball(await readFile(tarball))),
  ]
}

/** How many bytes a product loads that imports all of it: minified, with `openapi-fetch`, compressed. */
export async function measureClient(): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'rolecall-client-size-'))
  try {
    await bundleClient(folder, true)
    const modules = readdirSync(folder).filter((file) => file.endsWith('.js'))
    return gzipSync(Buffer.concat(modules.map((file) => readFileSync(join(folder, file)))), { level: 9 }).length
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
