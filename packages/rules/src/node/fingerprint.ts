import { createHash } from 'node:crypto'
import type { Tree } from '../text/tree.ts'

/**
 * Equal for sections that decide equally: the values with their spelling, since `007` and `7` are two
 * names, without their places. The default of a section may mean something else than the same text in a file.
 */
export function fingerprintOf(tree: Tree | undefined): string {
  const hash = createHash('sha256')
  hash.update(tree === undefined ? 'absent' : tree.line === 0 ? 'default' : 'file')
  if (tree !== undefined) hash.update(JSON.stringify(canonical(tree)))
  return hash.digest('base64url')
}

function canonical(tree: Tree): unknown {
  switch (tree.kind) {
    case 'null':
      return null
    case 'scalar':
      return tree.text
    case 'list':
      return tree.items.map(canonical)
    case 'mapping':
      return { entries: tree.entries.map(({ key, tree: value }) => [key, canonical(value)]) }
  }
}
