import { isNode, LineCounter, parseDocument } from 'yaml'

import { readMappingFile } from '../mapping/mapping-file.ts'
import { CommandError } from '../output/command-error.ts'
import { exitCode } from '../output/exit-code.ts'

/** A set that is wanted, to be sent: what is wrong with it, the server says. */
export interface CatalogueFile {
  /** What messages call it. */
  readonly name: string
  /** JSON. */
  readonly body: string
  /** `file:line:column` of a path of the server's, such as `teams[3].parent`, or of what that is in. */
  readonly placeOf: (path: string) => string
}

/** Reads a file of YAML or JSON, or stdin for `-`. Throws CommandError where it can't be read, with the place. */
export async function readCatalogueFile(file: string): Promise<CatalogueFile> {
  const { name, text } = await readMappingFile(file)
  return parseCatalogueFile(text, name)
}

export function parseCatalogueFile(text: string, name: string): CatalogueFile {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  const toPlace = (offset: number): string => {
    const { col, line } = lines.linePos(offset)
    return `${name}:${line}:${col}`
  }
  const [error] = document.errors
  if (error !== undefined) throw new CommandError(`${toPlace(error.pos[0])}: ${error.message}`, exitCode.failure)
  const { body, wanted } = toPlain(() => document.toJS() as unknown, name)
  if (typeof wanted !== 'object' || wanted === null || Array.isArray(wanted))
    throw new CommandError(`${toPlace(0)}: "teams", and "team-roles" or "mode", were expected`, exitCode.failure)
  return {
    name,
    body,
    placeOf(path) {
      for (let keys = toKeys(path); ; keys = keys.slice(0, -1)) {
        const node = keys.length === 0 ? document.contents : document.getIn(keys, true)
        if (isNode(node) && node.range) return toPlace(node.range[0])
        if (keys.length === 0) return name
      }
    },
  }
}

/** Throws CommandError for aliases that come to too much, or contain themselves. */
function toPlain(read: () => unknown, name: string): { readonly wanted: unknown; readonly body: string } {
  try {
    const wanted = read()
    return { wanted, body: JSON.stringify(wanted) }
  } catch (error) {
    throw new CommandError(`${name}: ${(error as Error).message}`, exitCode.failure, { cause: error })
  }
}

/** `teams[3].parent` */
function toKeys(path: string): readonly (string | number)[] {
  return [...path.matchAll(/\[(\d+)\]|([^.[\]]+)/g)].map(([, index, key]) =>
    index === undefined ? (key ?? '') : Number(index),
  )
}
