import { array } from 'valibot'

import type { PluginPanel } from '@rolecall/core/host/plugin-panel'
import { readPanel } from '@rolecall/core/organization/read-panel'

import { defineRoute, type Route } from '../route/route.ts'
import { toOperationId } from '../route/operation-id.ts'
import { pageParameters, parsePage, readText, toNextLink } from './page.ts'
import { panelContentSchema, panelSchema } from './panel-schema.ts'

const path = '/api/panels'

/** The panels of plugins: which there are, and what each shows. */
export function panelRoutes(panels: readonly PluginPanel[]): readonly Route[] {
  return [
    defineRoute({
      method: 'GET',
      path,
      operationId: 'listPanels',
      summary: 'List the panels that plugins show in the console',
      scope: 'organization_read',
      answers: { 200: { description: 'The panels', schema: array(panelSchema) } },
      async handle() {
        const body = panels.map(({ plugin, name, title, summary, place }) => ({ plugin, name, title, summary, place }))
        return { status: 200, body }
      },
    }),
    ...panels.map(toRoute),
  ]
}

function toRoute(panel: PluginPanel): Route {
  const { plugin, name, title, summary, place } = panel
  const own = `${path}/${plugin}/${name}`
  return defineRoute({
    method: 'GET',
    path: own,
    operationId: toOperationId('getPanel', plugin, name),
    summary: `Read the panel of the plugin ${plugin}: ${summary}`,
    scope: 'organization_read',
    query:
      place === 'page'
        ? pageParameters
        : [{ name: 'email', description: 'The member whom it is about', required: true }],
    answers: { 200: { description: title, schema: panelContentSchema } },
    async handle(request) {
      const page = parsePage(request.query)
      const email = readText(new URLSearchParams(request.query), 'email')
      const { parts, next } = await readPanel(request.context, panel, { page, email })
      const headers = typeof next === 'string' ? toNextLink(request, own, page, next) : {}
      return { status: 200, headers, body: { plugin, name, title, parts } }
    },
  })
}
