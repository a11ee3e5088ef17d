import { escapeText } from './escape-text.ts'
import { toShape, type JsonSchema, type NamedSchemas } from './to-shape.ts'

/** The parts of an OpenAPI description that the page shows. */
interface Description {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly components: { readonly schemas: NamedSchemas }
}

interface Operation {
  readonly summary: string
  readonly tags: readonly string[]
  readonly security: readonly Readonly<Record<string, readonly string[]>>[]
  readonly parameters: readonly { readonly name: string; readonly in: string; readonly description?: string }[]
  readonly requestBody?: { readonly content: Content }
  readonly responses: Readonly<Record<string, { readonly description: string; readonly content?: Content }>>
}

type Content = Readonly<Record<string, { readonly schema: JsonSchema }>>

interface Entry {
  readonly method: string
  readonly path: string
  readonly operation: Operation
}

const introductions: Readonly<Record<string, string>> = {
  SCIM: 'For identity providers (RFC 7644). An error is SCIM JSON with <code>status</code>, <code>scimType</code> and <code>detail</code>.',
  Management:
    'For owners, products and the console. An error is problem JSON (RFC 9457) with <code>title</code>, <code>detail</code> and, where several things are wrong, <code>issues</code>. Lists are arrays of at most 1,000; <code>Link: &lt;…&gt;; rel="next"</code> leads on.',
  Plugins:
    'Routes that the plugins of this server add. They answer JSON, and an error as problem JSON; the code <code>PLUGIN_FAILED</code> names a plugin that could not answer.',
  System: 'For the operator: no key is needed, and nothing of any organization is told.',
}

/** The content of a page that shows every route; made of the same description that `/api/openapi.json` is. */
export function renderHttpReference(description: object): string {
  const { components, paths } = description as Description
  const entries = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
  )
  const tags = [...new Set(entries.flatMap(({ operation }) => operation.tags))]
  return `<h1>HTTP reference</h1>
<p>An API key is sent as <code>Authorization: Bearer KEY</code> or <code>x-api-key: KEY</code>. The same as data:
<a href="/api/openapi.json">OpenAPI 3.1</a>.</p>
${tags
  .map((tag) =>
    renderTag(
      tag,
      entries.filter(({ operation }) => operation.tags.includes(tag)),
      components.schemas,
    ),
  )
  .join('\n')}`
}

function renderTag(tag: string, entries: readonly Entry[], named: NamedSchemas): string {
  const id = tag.toLowerCase()
  return `<h2 id="${id}"><a href="#${id}">${escapeText(tag)}</a></h2>
<p>${introductions[tag] ?? ''}</p>
${entries.map((entry) => renderEntry(entry, named)).join('\n')}`
}

function renderEntry({ method, operation, path }: Entry, named: NamedSchemas): string {
  const id = `${method}-${path}`
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/-$/, '')
  return `<details id="${id}">
<summary><code>${method} ${escapeText(path)}</code> ${escapeText(operation.summary)}</summary>
<p>${toScope(operation)}</p>
${renderParameters(operation)}${renderBody(operation, named)}${renderResponses(operation, named)}
</details>`
}

function toScope({ security }: Operation): string {
  const [scope] = security.flatMap((scheme) => Object.values(scheme).flat())
  return scope === undefined ? 'No key is needed.' : `A key with the scope <code>${escapeText(scope)}</code>.`
}

function renderParameters({ parameters }: Operation): string {
  if (parameters.length === 0) return ''
  const rows = parameters.map(
    (parameter) =>
      `<tr><td><code>${escapeText(parameter.name)}</code></td><td>${parameter.in}</td><td>${escapeText(parameter.description ?? '')}</td></tr>`,
  )
  return `<table><thead><tr><th>parameter</th><th>in</th><th>meaning</th></tr></thead><tbody>${rows.join('')}</tbody></table>\n`
}

function renderBody({ requestBody }: Operation, named: NamedSchemas): string {
  return requestBody === undefined ? '' : `<p>Body: ${renderContent(requestBody.content, named)}`
}

function renderResponses({ responses }: Operation, named: NamedSchemas): string {
  return Object.entries(responses)
    .filter(([status]) => status !== 'default')
    .map(([status, { content, description }]) => {
      const shown = content === undefined ? '</p>' : ` ${renderContent(content, named)}`
      return `<p><strong>${status}</strong> ${escapeText(description)}${shown}`
    })
    .join('\n')
}

/** Closes the paragraph that it stands in. */
function renderContent(content: Content, named: NamedSchemas): string {
  const [first] = Object.values(content)
  const types = Object.keys(content)
    .map((type) => `<code>${escapeText(type)}</code>`)
    .join(' or ')
  const shape = first === undefined ? 'any' : toShape(first.schema, named)
  return `${types}</p>${shape === 'string' || shape === 'any' ? '' : `<pre tabindex="0"><code>${escapeText(shape)}</code></pre>`}`
}
