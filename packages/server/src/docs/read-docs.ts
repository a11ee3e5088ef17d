import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'

/** The guides as the build has rendered them, in memory: nothing of a request then names a file. */
export interface Docs {
  /** HTML by the name of the page; `index` is the first one. */
  readonly pages: ReadonlyMap<string, string>
  readonly style: string
  /** PNG and SVG by the name of the file. */
  readonly images: ReadonlyMap<string, Buffer>
  /** The page around `{{content}}`, for what is made of the routes. */
  readonly layout: string
}

/** Reads what `@rolecall/docs` has built into that folder. */
export function readDocs(folder: string): Docs {
  const names = readdirSync(folder).filter((file) => file.endsWith('.html') && !file.startsWith('_'))
  return {
    pages: new Map(names.map((file) => [basename(file, '.html'), readFileSync(join(folder, file), 'utf8')])),
    images: new Map(
      readdirSync(join(folder, 'images')).map((file) => [file, readFileSync(join(folder, 'images', file))]),
    ),
    style: readFileSync(join(folder, 'style.css'), 'utf8'),
    layout: readFileSync(join(folder, '_layout.html'), 'utf8'),
  }
}
