import type { Store, StoreReader, StoreTransaction } from '@rolecall/core/store'

import type { CallFaults } from './call-faults.ts'

/** What never fails, nor waits: it is kept until a commit, or written beside the requests. */
const besideRequests = new Set(['append', 'touch', 'touchKey', 'noteProvider', 'noteRefusal'])

/** A store whose calls may fail: each method of each noun is one, and so are the begin and the commit of a transaction. */
export function failingStore(store: Store, faults: CallFaults): Store {
  return {
    organizations: failing(store.organizations, faults),
    apiKeys: failing(store.apiKeys, faults),
    clients: failing(store.clients, faults),
    requestLog: failing(store.requestLog, faults),
    sessions: failing(store.sessions, faults),
    connections: failing(store.connections, faults),
    signIns: failing(store.signIns, faults),
    subscriptions: failing(store.subscriptions, faults),
    asyncRequests: failing(store.asyncRequests, faults),
    jobs: failing(store.jobs, faults),
    secrets: failing(store.secrets, faults),
    dailyCounts: failing(store.dailyCounts, faults),
    verifications: failing(store.verifications, faults),
    notices: failing(store.notices, faults),
    platform: failing(store.platform, faults),
    platformFeed: failing(store.platformFeed, faults),
    plans: (organizationId) => failing(store.plans(organizationId), faults),
    read: (organizationId) => failingNouns(store.read(organizationId), faults),
    async snapshot(organizationId, work) {
      await faults.call('snapshot')
      return store.snapshot(organizationId, (reader) => work(failingNouns(reader, faults)))
    },
    async write(organizationId, scope, work) {
      await faults.call('begin')
      return store.write(organizationId, scope, async (transaction) => {
        const answer = await work(failingNouns(transaction, faults))
        await faults.call('commit')
        return answer
      })
    },
    async create(organization, scope, work) {
      await faults.call('begin')
      return store.create(organization, scope, async (transaction) => {
        const answer = await work(failingNouns(transaction, faults))
        await faults.call('commit')
        return answer
      })
    },
    check: () => store.check(),
    close: () => store.close(),
  }
}

/** The nouns of a reader or of a transaction, and its own methods. */
function failingNouns<T extends StoreReader | StoreTransaction>(scope: T, faults: CallFaults): T {
  const nouns = Object.entries(scope).map(([name, noun]) => [name, isNoun(noun) ? failing(noun, faults) : noun])
  return failing(Object.fromEntries(nouns) as T, faults)
}

/** The same object, whose methods may fail. */
function failing<T extends object>(noun: T, faults: CallFaults): T {
  const members = Object.entries(noun).map(([name, member]) => {
    if (typeof member !== 'function' || besideRequests.has(name)) return [name, member]
    const method = member as (...words: readonly unknown[]) => unknown
    return [
      name,
      async (...words: readonly unknown[]) => {
        await faults.call(name)
        return method(...words)
      },
    ]
  })
  return Object.fromEntries(members) as T
}

function isNoun(value: unknown): value is object {
  return typeof value === 'object' && value !== null && Object.values(value).every((of) => typeof of === 'function')
}
