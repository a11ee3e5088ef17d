import { parseDocument } from 'yaml'

import { CommandError } from '../output/command-error.ts'
import { exitCode } from '../output/exit-code.ts'
import { readMappingFile } from '../mapping/mapping-file.ts'

/** A set that is wanted, as JSON to be sent; what is wrong with it, the server says. */
export interface CatalogueFile {
  /** What messages call it. */
  readonly name: string
  readonly body: string
}

/** Reads a file of YAML or JSON, or stdin for `-`. Throws CommandError where it can't be read. */
export async function readCatalogueFile(file: string): Promise<CatalogueFile> {
  const { name, text } = await readMappingFile(file)
  const document = parseDocument(text)
  const [error] = document.errors
  if (error !== undefined) throw new CommandError(`${name}: ${error.message}`, exitCode.failure)
  const wanted = document.toJS({ maxAliasCount: 100 }) as unknown
  if (typeof wanted !== 'object' || wanted === null || Array.isArray(wanted))
    throw new CommandError(`${name}: "teams", and "team-roles" or "mode", were expected`, exitCode.failure)
  return { name, body: JSON.stringify(wanted) }
}
