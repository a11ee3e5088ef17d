import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

import { bundle } from './bundle.ts'
import { copyAssets } from './copy-assets.ts'
import { listShipped } from './shipped-modules.ts'
import { toManifest } from './to-manifest.ts'
import { toSbom } from './to-sbom.ts'

const run = promisify(execFile)

/** Makes `rolecall-VERSION.tgz` in a folder. Answers its path. */
export async function pack(outputFolder: string, version: string): Promise<string> {
  const stage = await mkdtemp(join(tmpdir(), 'rolecall-release-'))
  try {
    const modules = await bundle(join(stage, 'dist'))
    copyAssets(stage)
    const manifest = toManifest(modules, version)
    await writeFile(join(stage, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`)
    const { dependencies, optionalDependencies } = manifest
    const shipped = listShipped(Object.keys({ ...dependencies, ...optionalDependencies }))
    await writeFile(join(stage, 'sbom.cdx.json'), toSbom(shipped, version))
    return await packFolder(stage, outputFolder)
  } finally {
    await rm(stage, { recursive: true, force: true })
  }
}

/** Makes the tarball of a folder that has all of a package. Answers its path. */
export async function packFolder(folder: string, outputFolder: string): Promise<string> {
  await mkdir(outputFolder, { recursive: true })
  const { stdout } = await run('npm', ['pack', '--json', '--pack-destination', outputFolder], { cwd: folder })
  const [packed] = JSON.parse(stdout) as readonly { readonly filename: string }[]
  if (packed === undefined) throw new Error(`npm packed nothing: ${stdout}`)
  return join(outputFolder, packed.filename)
}
