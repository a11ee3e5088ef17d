import { readdirSync, readFileSync } from 'node:fs'
import { extname, join } from 'node:path'

import type { Encoding } from './choose-encoding.ts'

/** A file in every form that the build has made of it. */
export interface ConsoleFile {
  readonly type: string
  readonly bodies: ReadonlyMap<Encoding, Buffer>
}

/** The built console, in memory: it is small, and nothing of a request then names a file. */
export interface ConsoleFiles {
  readonly page: string
  readonly assets: ReadonlyMap<string, ConsoleFile>
}

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
}

const codings: Readonly<Record<string, Encoding>> = { '.br': 'br', '.gz': 'gzip' }

/** Reads what `@rolecall/console` has built into that folder. */
export function readConsoleFiles(folder: string): ConsoleFiles {
  const assets = new Map<string, { readonly type: string; readonly bodies: Map<Encoding, Buffer> }>()
  for (const file of readdirSync(join(folder, 'assets'))) {
    const coding = codings[extname(file)]
    const name = coding === undefined ? file : file.slice(0, -extname(file).length)
    const type = types[extname(name)]
    if (type === undefined) continue
    const asset = assets.get(name) ?? { type, bodies: new Map<Encoding, Buffer>() }
    asset.bodies.set(coding ?? 'identity', readFileSync(join(folder, 'assets', file)))
    assets.set(name, asset)
  }
  return { page: readFileSync(join(folder, 'index.html'), 'utf8'), assets }
}
