import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The package that a module is of, `rolecall-licences@1.2.0`; `undefined` for a file that is in none with a version. */
export function findPackage(module: string): string | undefined {
  let folder = dirname(fileURLToPath(module))
  while (folder !== dirname(folder)) {
    const found = readPackage(join(folder, 'package.json'))
    if (found !== undefined) return found
    folder = dirname(folder)
  }
  return undefined
}

/** A `package.json` with a type alone stands within a package. */
function readPackage(file: string): string | undefined {
  try {
    const { name, version } = JSON.parse(readFileSync(file, 'utf8')) as Readonly<Record<string, unknown>>
    return typeof name === 'string' && typeof version === 'string' ? `${name}@${version}` : undefined
  } catch {
    return undefined
  }
}
