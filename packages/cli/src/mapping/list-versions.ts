import type { VersionView } from '@rolecall/core/mapping/mapping-versions'

import type { ServerFlags } from '../command/server-options.ts'
import { colorsFor } from '../output/colors.ts'
import { print, printJson } from '../output/print.ts'
import { printTable } from '../output/print-table.ts'
import { parseVersionFlag } from './parse-version-flag.ts'
import { getRemoteServer, sendToServer } from './server-request.ts'

/** As commander has parsed them. */
export interface MappingVersionsFlags extends ServerFlags {
  readonly against?: string
}

const path = '/api/settings/scim-mapping/versions'

/** Lists the versions, newest first; or shows what one of them changed. */
export async function listVersions(version: string | undefined, flags: MappingVersionsFlags): Promise<void> {
  const server = await getRemoteServer(flags)
  if (version !== undefined) {
    const against = flags.against === undefined ? '' : `?against=${parseVersionFlag('--against', flags.against)}`
    const number = parseVersionFlag('version', version)
    const { text } = await sendToServer(server, { method: 'GET', path: `${path}/${number}${against}` })
    const detail = JSON.parse(text) as VersionView & { readonly diff: string }
    return flags.json ? printJson(detail) : print(paintDiff(detail.diff) || 'The two versions are the same.')
  }
  const { text } = await sendToServer(server, { method: 'GET', path: `${path}?limit=50` })
  const versions = JSON.parse(text) as readonly VersionView[]
  if (flags.json) return printJson(versions)
  await printTable(['version', 'created', 'author', ''], versions.map(toRow))
}

function toRow(view: VersionView): readonly string[] {
  const { author, created, current, rollbackTo, version } = view
  const notes = [
    ...(current ? ['current'] : []),
    ...(rollbackTo === null ? [] : [`back to ${rollbackTo}${view.automatic ? ' by itself' : ''}`]),
    ...(current && view.confirmBy !== null ? [`reverts at ${view.confirmBy} unless confirmed`] : []),
    ...(view.revertedBy === null ? [] : [`not confirmed, taken back by ${view.revertedBy}`]),
  ]
  return [String(version), created, author?.displayName ?? '-', notes.join(', ')]
}

function paintDiff(diff: string): string {
  const { bold, cyan, green, red } = colorsFor(process.stdout)
  const paint = (line: string): string => {
    if (line.startsWith('---') || line.startsWith('+++') || line.startsWith('===')) return bold(line)
    if (line.startsWith('@@')) return cyan(line)
    if (line.startsWith('+')) return green(line)
    return line.startsWith('-') ? red(line) : line
  }
  return diff.trimEnd().split('\n').map(paint).join('\n')
}
