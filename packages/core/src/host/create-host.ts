import { PluginError } from '../errors.ts'
import type { Assignment } from '../plugin/assignment.ts'
import type { RequestContext } from '../plugin/contexts.ts'
import type { Issue } from '../scim/errors.ts'
import { isJsonObject, type ResourceData } from '../scim/resource/resource-data.ts'
import { ignoreLater } from './ask-word.ts'
import { callInside, callNow, toPluginError } from './call-hook.ts'
import { describePlugin } from './describe-plugin.ts'
import { closePlugins } from './close-plugins.ts'
import { concerns, listHooks, type ReadyPlugin } from './hook-list.ts'
import { nameEffect, nameFact, nameOperator, nameSection } from './name-words.ts'
import type { HookDecider, PluginHost } from './plugin-host.ts'
import { createPanels } from './plugin-panel.ts'
import { createPluginRoutes } from './plugin-route.ts'
import { createProviders } from './providers.ts'
import { toAssignments } from './to-assignments.ts'
import { isPromise } from './time-limit.ts'

/** Time limits, in milliseconds. */
export interface HostLimits {
  /** Of one hook inside a transaction. */
  readonly hook: number
  /** Of setting up, and of closing, one plugin. */
  readonly setup: number
  /** Of answering a panel or a route. */
  readonly answer: number
}

/** The hook points of plugins that are set up; nothing changes afterwards. */
export function createHost(plugins: readonly ReadyPlugin[], limits: HostLimits): PluginHost {
  const normalizers = listHooks('request.normalize', plugins)
  const linkers = listHooks('resource.link', plugins)
  const derivers = listHooks('resource.derive', plugins)
  const validators = listHooks('resource.validate', plugins)
  const deciders = listHooks('change.decide', plugins).map((entry): HookDecider => ({
    plugin: entry.plugin,
    async decide(change, context) {
      const answer: unknown = await callInside('change.decide', entry, context, limits.hook, (inside) =>
        entry.handler(change, inside),
      )
      return toAssignments(entry.plugin, change.userId, answer)
    },
  }))
  const listeners = listHooks('change.committed', plugins)

  const given = plugins.flatMap(({ contributions }) => (contributions.effects ?? []).map(({ effect }) => effect))
  const dialects = new Set(plugins.filter(({ contributions }) => contributions.provider).map(({ name }) => name))

  return Object.freeze<PluginHost>({
    plugins: Object.freeze(plugins.map(({ name }) => name)),
    described: Object.freeze(plugins.map(describePlugin)),
    mappingKinds: Object.freeze(
      plugins.flatMap(({ contributions, name }) =>
        (contributions.mappings ?? []).map((kind) => nameSection(name, kind, given)),
      ),
    ),
    facts: Object.freeze(
      plugins.flatMap(({ contributions, name }) => (contributions.facts ?? []).map((fact) => nameFact(name, fact))),
    ),
    effects: Object.freeze(
      plugins.flatMap(({ contributions, name }) =>
        (contributions.effects ?? []).map((effect) => nameEffect(name, effect)),
      ),
    ),
    operators: Object.freeze(
      plugins.flatMap(({ contributions, name }) =>
        (contributions.operators ?? []).map((operator) => nameOperator(name, operator)),
      ),
    ),
    providers: createProviders(plugins),
    panels: createPanels(plugins, limits.answer),
    routes: createPluginRoutes(plugins, limits.answer),
    deciders: Object.freeze(deciders),
    decides: deciders.length > 0,
    listens: listeners.length > 0,

    normalize(request, { organizationId, provider = null, tolerances }) {
      const context: RequestContext = { organizationId, provider, tolerances }
      let normalized = request
      for (const entry of normalizers) {
        if (!concerns(entry, normalized)) continue
        // One provider's wrong form may be another's right one.
        if (provider !== null && provider !== entry.plugin && dialects.has(entry.plugin)) continue
        const answer = callNow('request.normalize', entry, () => entry.handler(normalized, context))
        ignoreLater(answer)
        if (!isJsonObject(answer) || isPromise(answer))
          throw wrongAnswer(entry.plugin, 'request.normalize', 'a request, at once')
        normalized = answer
      }
      return normalized
    },

    async link(user, context) {
      for (const entry of linkers) {
        const answer = await callInside('resource.link', entry, context, limits.hook, (inside) =>
          entry.handler(user, inside),
        )
        if (answer === undefined) continue
        if (typeof answer?.userId !== 'string')
          throw wrongAnswer(entry.plugin, 'resource.link', '{ userId } or undefined')
        return answer
      }
      return undefined
    },

    async derive(change, context) {
      let resource: ResourceData = change.after
      for (const entry of derivers) {
        if (!concerns(entry, change)) continue
        const current = { ...change, after: resource }
        const answer = await callInside('resource.derive', entry, context, limits.hook, (inside) =>
          entry.handler(current.after, { ...inside, change: current }),
        )
        if (!isJsonObject(answer)) throw wrongAnswer(entry.plugin, 'resource.derive', 'the resource')
        resource = answer
      }
      return resource
    },

    async validate(change, context) {
      const issues: Issue[] = []
      for (const entry of validators) {
        if (!concerns(entry, change)) continue
        const answer = await callInside('resource.validate', entry, context, limits.hook, (inside) =>
          entry.handler(change, inside),
        )
        if (!Array.isArray(answer) || !answer.every(isIssue))
          throw wrongAnswer(entry.plugin, 'resource.validate', 'a list of issues, each with path and message')
        issues.push(...answer)
      }
      return issues
    },

    async decide(change, context) {
      const assignments: Assignment[] = []
      for (const decider of deciders) assignments.push(...(await decider.decide(change, context)))
      return assignments
    },

    async committed(change) {
      await Promise.all(
        listeners.map(async ({ plugin, log, handler }) => {
          try {
            await handler(change)
          } catch (error) {
            const cause = toPluginError(plugin, 'change.committed', error)
            log.error(cause.message, { error: cause })
          }
        }),
      )
    },

    close: () => closePlugins(plugins, limits.setup),
  })
}

function isIssue(value: unknown): boolean {
  return isJsonObject(value) && typeof value['path'] === 'string' && typeof value['message'] === 'string'
}

function wrongAnswer(plugin: string, hook: string, expected: string): PluginError {
  return new PluginError(plugin, hook, `the answer must be ${expected}`)
}
