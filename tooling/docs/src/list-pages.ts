import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'

/** A guide: one file of markdown, one page. */
export interface Page {
  /** Where it is served, below `/docs/`; `index` is `/docs` itself. */
  readonly name: string
  /** The file, absolute. */
  readonly file: string
  /** Its first heading. */
  readonly title: string
  readonly section: string
  readonly text: string
}

/** The sections of the navigation, each with its pages in the order in which they are read. */
const sections: Readonly<Record<string, readonly string[]>> = {
  Start: ['index', 'quick-start', 'console'],
  'Identity providers': ['entra', 'okta', 'providers', 'oauth-clients', 'sso'],
  Roles: ['mapping', 'gitops', 'roles', 'explain'],
  'Your product': ['integrate', 'events', 'webhooks', 'security-events', 'embed', 'platform'],
  Operation: ['operations', 'observability', 'security', 'audit', 'reliability', 'performance', 'soak'],
  Reference: ['scim', 'errors', 'schemas', 'conformance', 'plugins', 'hooks', 'plugin-reference'],
}

/** For whoever changes the code; not for users. */
const forContributors: ReadonlySet<string> = new Set(['principles', 'naming', 'request', 'design', 'quality'])

/** All pages, in the order of the navigation; a guide that no section names comes last. */
export function listPages(root: string): readonly Page[] {
  const guides = readdirSync(join(root, 'docs'))
    .filter((file) => file.endsWith('.md'))
    .map((file) => basename(file, '.md'))
    .filter((name) => !forContributors.has(name))
  const named = Object.entries(sections).flatMap(([section, names]) =>
    names
      .filter((name) => guides.includes(name))
      .map((name) => readPage(name, join(root, 'docs', `${name}.md`), section)),
  )
  const rest = guides
    .filter((name) => !named.some((page) => page.name === name))
    .map((name) => readPage(name, join(root, 'docs', `${name}.md`), 'More'))
  return [...named, ...listPlugins(root), ...rest]
}

function listPlugins(root: string): readonly Page[] {
  return readdirSync(join(root, 'plugins'))
    .map((name) => ({ name, file: join(root, 'plugins', name, 'README.md') }))
    .filter(({ file }) => existsSync(file))
    .map(({ file, name }) => readPage(`plugin-${name}`, file, 'Bundled plugins'))
}

function readPage(name: string, file: string, section: string): Page {
  const text = readFileSync(file, 'utf8')
  const title = /^# (.+)$/m.exec(text)?.[1]
  if (title === undefined) throw new Error(`${file} has no heading`)
  return { name, file, title, section, text }
}
