import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** What the package brings along beside its modules. */
export type AssetName = 'console' | 'docs' | 'schema'

/** Where each is built in the workspace; the package has all of them beside `dist`. */
const inWorkspace: Readonly<Record<AssetName, string>> = {
  console: '../../console/dist',
  docs: '../../../tooling/docs/dist/pages',
  schema: '../schema',
}

/** The folder of an asset; `undefined` where it has not been built. */
export function findAssetFolder(name: AssetName): string | undefined {
  const isInstalled = import.meta.url.includes('/node_modules/')
  const folder = fileURLToPath(new URL(isInstalled ? `../${name}` : inWorkspace[name], import.meta.url))
  return existsSync(folder) ? folder : undefined
}
