import { existsSync } from 'node:fs'
import { join, relative, resolve, sep } from 'node:path'

import { findAssetFolder } from '../asset-folder.ts'

/**
 * How a file in this folder names a JSON Schema of the package: relative where the package is installed in the
 * folder or above it, so that the line is right on every machine; `null` where the package has no such schema.
 */
export function findSchema(name: 'config' | 'mapping', folder: string): string | null {
  const schemas = findAssetFolder('schema')
  const file = schemas === undefined ? undefined : join(schemas, `${name}.schema.json`)
  if (file === undefined || !existsSync(file)) return null
  const [project = '', inside] = file.split(`${sep}node_modules${sep}`)
  const isShared = inside !== undefined && `${resolve(folder)}${sep}`.startsWith(`${project}${sep}`)
  const path = isShared ? relative(folder, file) : file
  return isShared && !path.startsWith('.') ? `./${path}` : path
}
