import type { IncomingHttpHeaders } from 'node:http'

import type { Answer } from '../route/answer.ts'
import type { PublicRoute } from '../route/route.ts'
import { NotFound } from '@rolecall/core/scim/errors'
import { chooseEncoding } from './choose-encoding.ts'
import { toConsolePage } from './console-page.ts'
import type { ConsoleFile, ConsoleFiles } from './read-console-files.ts'

/** The places of the console; each is the same page, which then shows the right one. */
export const consolePaths = [
  '/',
  '/overview',
  '/setup',
  '/mapping',
  '/mapping/versions',
  '/people',
  '/people/:email',
  '/groups',
  '/groups/:id',
  '/teams',
  '/teams/:id',
  '/panels',
  '/panels/:plugin/:panel',
  '/log',
  '/holds',
  '/keys',
  '/sso',
  '/settings',
  '/settings/team-roles',
  '/settings/clients',
  '/settings/webhooks',
  '/settings/audit',
  '/settings/plugins',
  '/settings/danger',
] as const

/** Files whose names change with their content. */
const forever = 'public, max-age=31536000, immutable'

/** The built console. It gets no right that the management API does not give it. */
export function consoleRoutes({ page, assets }: ConsoleFiles, mountPath = ''): readonly PublicRoute[] {
  return [
    ...consolePaths.map((path) => toRoute(path, 'The console', () => Promise.resolve(toConsolePage(page, mountPath)))),
    toRoute('/assets/:file', 'A file of the console', ({ parameter, headers }) => {
      const file = assets.get(parameter)
      if (file === undefined) return Promise.reject(new NotFound('There is no such file'))
      return Promise.resolve(toFileAnswer(file, headers))
    }),
  ]
}

function toRoute(path: string, summary: string, handle: PublicRoute['handle']): PublicRoute {
  return { method: 'GET', path, summary, scope: null, answers: { 200: { description: summary } }, handle }
}

function toFileAnswer({ type, bodies }: ConsoleFile, headers: IncomingHttpHeaders): Answer {
  const encoding = chooseEncoding(headers['accept-encoding'], [...bodies.keys()])
  return {
    status: 200,
    type,
    headers: {
      'Cache-Control': forever,
      Vary: 'Accept-Encoding',
      ...(encoding === 'identity' ? {} : { 'Content-Encoding': encoding }),
    },
    body: bodies.get(encoding),
  }
}
