import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

import { bundle } from './bundle.ts'
import { copyAssets } from './copy-assets.ts'
import { toManifest } from './to-manifest.ts'

const run = promisify(execFile)

/** Makes `rolecall-VERSION.tgz` in a folder. Answers its path. */
export async function pack(outputFolder: string, version: string): Promise<string> {
  const stage = await mkdtemp(join(tmpdir(), 'rolecall-release-'))
  try {
    const modules = await bundle(join(stage, 'dist'))
    copyAssets(stage)
    await writeFile(join(stage, 'package.json'), `${JSON.stringify(toManifest(modules, version), null, 2)}\n`)
    await mkdir(outputFolder, { recursive: true })
    const { stdout } = await run('npm', ['pack', '--json', '--pack-destination', outputFolder], { cwd: stage })
    const [packed] = JSON.parse(stdout) as readonly { readonly filename: string }[]
    if (packed === undefined) throw new Error(`npm packed nothing: ${stdout}`)
    return join(outputFolder, packed.filename)
  } finally {
    await rm(stage, { recursive: true, force: true })
  }
}
