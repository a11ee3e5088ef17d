import type { OrganizationWords } from '@rolecall/testkit/in-memory/organization-in-memory'
import { startInMemory } from '@rolecall/testkit/in-memory/start-in-memory'
import type { TestClock } from '@rolecall/testkit/in-memory/test-clock'

import { toPluginEntries, type PluginOptions } from '../plugin-entries.ts'
import { createPluginLogs, type LoggedLine } from './plugin-logs.ts'
import { refuseAny, refuseFailures } from './refuse-failures.ts'
import { tellAll } from './tell-all.ts'

/** An organization for a test of a plugin. */
export interface TestOrganizationOptions extends PluginOptions {
  /** The time at which its clock begins; `2026-03-01T08:00:00.000Z` where it is left out. */
  readonly now?: string
  /** Whose dialect the identity provider speaks, by the name of a plugin; any where it is left out. */
  readonly provider?: string
}

/**
 * One organization with the bundled plugins and some more, without a server and without a database: what its identity
 * provider and its owner do, and what can be seen of it. A person is asked about by `userName`.
 */
export interface TestOrganization extends OrganizationWords {
  /** Set `now`, or go `forward` by milliseconds; nothing waits. */
  readonly clock: TestClock
  /** Does what is due at the time of the clock, as the server does by itself. */
  readonly runDueJobs: () => Promise<void>
  /** What plugins have written to their logs since the last call. */
  readonly newLogs: () => readonly LoggedLine[]
  /** Closes the plugins. */
  readonly close: () => Promise<void>
}

/**
 * Makes an organization for a test. What fails is thrown by the call that caused it, with all that there is to say in the
 * message: a wrong configuration or contribution here, a wrong mapping by `putMapping`, a hook, an operator or a fact that
 * throws by whatever has asked it.
 */
export async function testOrganization(options: TestOrganizationOptions = {}): Promise<TestOrganization> {
  const { now, provider } = options
  const logs = createPluginLogs()
  return tellAll(async () => {
    const rolecall = await startInMemory({
      plugins: toPluginEntries(options),
      log: logs.log,
      ...(now === undefined ? {} : { now }),
    })
    const providers = rolecall.services.host.providers.list.map(({ name }) => name)
    if (provider !== undefined && !providers.includes(provider)) {
      throw new Error(`no plugin speaks the dialect of '${provider}' (${providers.join(', ')})`)
    }
    const {
      id: _id,
      owner,
      reader: _reader,
      ...words
    } = await rolecall.createOrganization({
      toUserName: (userName) => userName,
      provider: provider ?? null,
    })
    return {
      ...refuseFailures(owner, logs)({ ...words, runDueJobs: rolecall.runDueJobs }),
      clock: rolecall.clock,
      newLogs: logs.newLines,
      close: () =>
        tellAll(async () => {
          await rolecall.close()
          refuseAny(logs.newFailures())
        }),
    }
  })
}
