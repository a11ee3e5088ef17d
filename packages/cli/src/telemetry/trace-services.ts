import type { MappingCache, OperationServices } from '@rolecall/core/change/operation-context'
import type { Commits } from '@rolecall/core/change/commits'
import type { CompiledMapping } from '@rolecall/core/decider'
import type { Store, WriteScope } from '@rolecall/core/store'
import { traced, type NewSpan, type Span, type Tracing } from '@rolecall/server/trace/tracing'

/** The same services, whose changes are spans: what is decided in them, and their commit. */
export function traceServices(services: OperationServices, tracing: Tracing): OperationServices {
  return {
    ...services,
    store: traceStore(services.store, tracing),
    mappings: traceDecisions(services.mappings, tracing),
    commits: besideRequests(services.commits, tracing),
  }
}

function traceStore(store: Store, tracing: Tracing): Store {
  return {
    ...store,
    write: (organizationId, scope, work) =>
      traceChange(tracing, toChange(organizationId, scope, tracing), work, (traceable) =>
        store.write(organizationId, scope, traceable),
      ),
    create: (organization, scope, work) =>
      traceChange(tracing, toChange(organization.id, scope, tracing), work, (traceable) =>
        store.create(organization, scope, traceable),
      ),
  }
}

function toChange(organizationId: string, { cause }: WriteScope, { organizations }: Tracing): NewSpan {
  const organization = organizations ? organizationId : undefined
  return {
    name: 'change',
    kind: 'internal',
    attributes: { 'rolecall.cause': cause.kind, 'rolecall.organization.id': organization },
  }
}

/** What comes behind the work is the commit, or the end of a transaction that has written nothing. */
function traceChange<In, Out, All>(
  tracing: Tracing,
  change: NewSpan,
  work: (transaction: In) => Promise<Out>,
  write: (work: (transaction: In) => Promise<Out>) => Promise<All>,
): Promise<All> {
  return traced(tracing, change, async () => {
    let commit: Span | undefined
    try {
      return await write(async (transaction) => {
        const answer = await work(transaction)
        commit = tracing.open({ name: 'commit', kind: 'internal' })
        return answer
      })
    } catch (error) {
      commit?.fail(error instanceof Error ? error.name : 'unknown')
      throw error
    } finally {
      commit?.end()
    }
  })
}

function traceDecisions(mappings: MappingCache, tracing: Tracing): MappingCache {
  const known = new WeakMap<CompiledMapping, CompiledMapping>()
  return {
    decider: mappings.decider,
    getTeamPolicy: (...words) => mappings.getTeamPolicy(...words),
    getLimits: (...words) => mappings.getLimits(...words),
    async get(...words) {
      const mapping = await mappings.get(...words)
      if (mapping === null) return null
      const wrapped = known.get(mapping) ?? traceMapping(mapping, tracing)
      known.set(mapping, wrapped)
      return wrapped
    },
  }
}

/** All else is that of the mapping itself, which has parts that only it can reach. */
function traceMapping(mapping: CompiledMapping, tracing: Tracing): CompiledMapping {
  const decide: CompiledMapping['decide'] = (subjects, ...words) =>
    traced(tracing, { name: 'decide', kind: 'internal', attributes: { 'rolecall.people': subjects.length } }, () =>
      mapping.decide(subjects, ...words),
    )
  return new Proxy(mapping, {
    get(target, name) {
      if (name === 'decide') return decide
      const member: unknown = Reflect.get(target, name, target)
      return typeof member === 'function' ? (member.bind(target) as unknown) : member
    },
  })
}

/** Whoever hears of a commit works on beside the request that made it, and longer than that. */
function besideRequests(commits: Commits, tracing: Tracing): Commits {
  return {
    listen: (listener) => commits.listen(listener),
    tell: (organizationId) => tracing.outside(() => commits.tell(organizationId)),
  }
}
