import type { PluginHost } from '@rolecall/core/host/plugin-host'
import type { PluginPanel } from '@rolecall/core/host/plugin-panel'
import type { PluginRoute } from '@rolecall/core/host/plugin-route'
import type { AnswerContext } from '@rolecall/core/plugin/directory-reader'
import type { PanelContent } from '@rolecall/core/plugin/panel-content'
import type { Issue } from '@rolecall/core/scim/errors'
import type { Json } from '@rolecall/core/scim/resource/resource-data'

import { createTestReader, type TestDirectory } from './test-reader.ts'

/** What a panel is read with: the directory, and a page of it or the person whom it is about. */
export interface PanelQuestion extends TestDirectory {
  readonly after?: string
  /** 50 where it is left out. */
  readonly limit?: number
  /** For the panel of a person. */
  readonly userName?: string
}

/** What a route is asked with. */
export interface RouteQuestion extends TestDirectory {
  readonly body?: Json
}

/** What a route answered: the status, and JSON or the refusal. */
export interface RouteReply {
  readonly status: number
  readonly body?: Json
  readonly detail?: string
  readonly issues?: readonly Issue[]
}

/** What a panel or a route works with, of a directory in memory. */
export function toTestContext(directory: TestDirectory): AnswerContext {
  return { organizationId: 'organization', now: '2026-01-01T00:00:00.000Z', reader: createTestReader(directory) }
}

/** Reads a panel, named `plugin/panel`, as the server does. Throws PluginAnswerError as it happens there. */
export async function askPanel(host: PluginHost, name: string, question: PanelQuestion): Promise<PanelContent> {
  const panel = findPanel(host, name)
  const context = toTestContext(question)
  const { after = null, limit = 50, userName = '' } = question
  if (panel.place === 'page') return panel.read({ ...context, page: { after, limit } })
  const user = await context.reader.findUserByUserName(userName)
  if (user === undefined) throw new Error(`there is nobody with the userName '${userName}'`)
  return panel.read({ ...context, user })
}

/** Throws with the names of those that there are. */
export function findPanel(host: PluginHost, name: string): PluginPanel {
  const names = host.panels.map((panel) => `${panel.plugin}/${panel.name}`)
  const panel = host.panels[names.indexOf(name)]
  if (panel === undefined) throw new Error(`there is no panel '${name}' (${names.join(', ') || 'there are none'})`)
  return panel
}

/** Calls a route, `GET /plugins/licences/counts?sku=E3`, as the server does. */
export async function askRoute(
  host: PluginHost,
  request: string,
  { body, ...context }: AnswerContext & { readonly body: Json | undefined },
): Promise<RouteReply> {
  const [method = '', target = ''] = request.split(' ')
  const { pathname, searchParams } = new URL(target, 'http://localhost')
  const found = host.routes.flatMap((route) => {
    const match = route.method === method ? toPattern(route).exec(pathname) : null
    return match === null ? [] : [{ route, parameter: decodeURIComponent(match.groups?.['open'] ?? '') }]
  })
  // A path without an open part comes before one with it.
  const [chosen] = found.toSorted((a, b) => Number(a.route.path.includes(':')) - Number(b.route.path.includes(':')))
  if (chosen === undefined) {
    const known = host.routes.map((route) => `${route.method} /plugins/${route.plugin}${route.path}`)
    throw new Error(`there is no route '${request}' (${known.join(', ') || 'there are none'})`)
  }
  const query = (chosen.route.query ?? []).flatMap(({ name }) => {
    const value = searchParams.get(name)
    return value === null ? [] : [[name, value] as const]
  })
  const answer = await chosen.route.handle({
    ...context,
    parameter: chosen.parameter,
    query: Object.fromEntries(query),
    body,
  })
  if ('refusal' in answer) return { status: answer.status, ...answer.refusal }
  return { status: answer.status, ...(answer.json === null ? {} : { body: JSON.parse(answer.json) as Json }) }
}

/** The characters that a path may have mean themselves, but for the dot. */
function toPattern({ path, plugin }: PluginRoute): RegExp {
  const own = path === '/' ? '' : path.replaceAll('.', '\\.').replace(/:\w+/, '(?<open>[^/]+)')
  return new RegExp(`^/plugins/${plugin}${own}/?$`, 'i')
}
