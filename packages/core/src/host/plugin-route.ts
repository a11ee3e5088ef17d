import { UnprocessableError } from '../errors.ts'
import type { AnswerContext } from '../plugin/directory-reader.ts'
import type { RouteDefinition } from '../plugin/route-definition.ts'
import type { StandardResult } from '../plugin/standard-schema.ts'
import { callAnswer } from './call-answer.ts'
import type { ReadyPlugin } from './hook-list.ts'
import { parsePluginAnswer, type CheckedAnswer } from './parse-plugin-answer.ts'

/** What is asked of a route, with the body as it was sent. */
export interface PluginRouteRequest extends AnswerContext {
  readonly parameter: string
  readonly query: Readonly<Record<string, string>>
  readonly body: unknown
}

/** A route with the plugin that it is of. */
export interface PluginRoute extends Omit<RouteDefinition, 'handle'> {
  readonly plugin: string
  /** Throws UnprocessableError for a body that its check refuses, PluginAnswerError for everything else. */
  readonly handle: (request: PluginRouteRequest) => Promise<CheckedAnswer>
}

/** The routes of plugins that were checked; each answers within the limit, in milliseconds. */
export function createPluginRoutes(plugins: readonly ReadyPlugin[], limit: number): readonly PluginRoute[] {
  return Object.freeze(
    plugins.flatMap(({ name, contributions: { routes = [] } }) => routes.map((route) => toRoute(name, route, limit))),
  )
}

function toRoute(plugin: string, route: RouteDefinition, limit: number): PluginRoute {
  const asked = { plugin, what: `route ${route.method} ${route.path}` }
  return Object.freeze({
    ...route,
    plugin,
    async handle(request: PluginRouteRequest) {
      const outcome = await callAnswer(asked, request.reader, limit, async (reader) => {
        const checked = await route.body?.check['~standard'].validate(request.body)
        if (checked?.issues !== undefined) return checked
        return parsePluginAnswer(await route.handle({ ...request, reader, body: checked?.value }))
      })
      if ('issues' in outcome) throw toUnprocessable(outcome)
      return outcome
    },
  })
}

function toUnprocessable({ issues = [] }: StandardResult<unknown>): UnprocessableError {
  return new UnprocessableError(
    'The body is not what this path understands',
    issues.map(({ path = [], message }) => ({
      path: path.map((part) => String(typeof part === 'object' ? part.key : part)).join('.'),
      message,
    })),
  )
}
