import type { PluginRoute } from '@rolecall/core/host/plugin-route'
import { toAnswerContext } from '@rolecall/core/organization/to-answer-context'

import { readText } from '../api/page.ts'
import { toProblem } from '../error/to-problem.ts'
import { parseJson } from '../http/parse-json.ts'
import type { Answer } from '../route/answer.ts'
import type { BodyDefinition } from '../route/body-definition.ts'
import { toOperationId } from '../route/operation-id.ts'
import { defineRoute, type Route } from '../route/route.ts'

const mebibyte = 1024 * 1024

/** The routes of plugins, below `/plugins/<name>`. */
export function pluginRoutes(routes: readonly PluginRoute[]): readonly Route[] {
  return routes.map(toRoute)
}

function toRoute(route: PluginRoute): Route {
  const { plugin, method, path, summary, scope, query = [], body, answer } = route
  return defineRoute<unknown>({
    method,
    path: `/plugins/${plugin}${path === '/' ? '' : path}`,
    operationId: toOperationId(method.toLowerCase(), plugin, path),
    summary,
    scope,
    query,
    ...(body === undefined ? {} : { body: toBody(body) }),
    answers: {
      200: {
        description: answer?.description ?? 'What the plugin answers',
        jsonSchema: answer?.schema ?? {},
      },
    },
    async handle(request) {
      const sent = new URLSearchParams(request.query)
      return toAnswer(
        await route.handle({
          ...toAnswerContext(request.context),
          parameter: request.parameter,
          query: Object.fromEntries(
            query.flatMap(({ name }) => {
              const value = readText(sent, name)
              return value === null ? [] : [[name, value]]
            }),
          ),
          body: request.body,
        }),
      )
    },
  })
}

/** What the body must be is for the plugin's check to say. */
function toBody({ schema }: NonNullable<PluginRoute['body']>): BodyDefinition<unknown> {
  return {
    mediaTypes: ['application/json'],
    limit: { bytes: mebibyte, tooLarge: `The body must not be larger than ${mebibyte} bytes` },
    jsonSchema: schema ?? {},
    parse: parseJson,
  }
}

function toAnswer(answer: Awaited<ReturnType<PluginRoute['handle']>>): Answer {
  const { status } = answer
  if ('refusal' in answer) {
    return { status, type: 'application/problem+json', body: toProblem({ status, ...answer.refusal }) }
  }
  return { status, body: answer.json ?? undefined, type: 'application/json' }
}
