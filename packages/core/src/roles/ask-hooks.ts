import type { DecidedSection, Decision } from '../decider.ts'
import type { RuleFailure } from '../directory/rule-failure.ts'
import { PluginError } from '../errors.ts'
import type { PluginHost } from '../host/plugin-host.ts'
import type { Assignment } from '../plugin/assignment.ts'
import type { TransactionContext } from '../plugin/contexts.ts'
import type { ResourceData } from '../scim/resource/resource-data.ts'
import { Tolerances } from '../scim/tolerance.ts'
import type { StoreReader } from '../store.ts'
import { toHookReader } from '../change/to-hook-reader.ts'

/** What hooks are asked with. */
export interface HookSurroundings {
  readonly host: Pick<PluginHost, 'deciders'>
  readonly context: TransactionContext
}

/** What a hook that fails for somebody does: ends the change, or keeps what it has given that person. */
export type HookFailure = 'thrown' | 'kept'

/** Over a state of the directory that nobody writes; `null` where no plugin decides by hook. */
export async function toHookSurroundings(
  host: PluginHost,
  reader: StoreReader,
  now: string,
): Promise<HookSurroundings | null> {
  if (!host.decides) return null
  const { organizationId } = reader
  const { userNameMutable } = (await reader.getState()).settings
  const tolerances = new Tolerances()
  return { host, context: { organizationId, tolerances, now, userNameMutable, reader: toHookReader(reader) } }
}

/** What hooks can ask for: each plugin is the source of its own rows, of any effect. */
export function hookSections({ host }: HookSurroundings): readonly DecidedSection[] {
  return host.deciders.map(({ plugin }) => ({ name: plugin, effects: 'any' }))
}

/** What plugins say of people that no rule can say. */
export async function askHooks(
  surroundings: HookSurroundings,
  people: Iterable<readonly [id: string, user: ResourceData]>,
  onFailure: HookFailure,
): Promise<Decision> {
  const assignments: Assignment[] = []
  const failures: RuleFailure[] = []
  for (const [userId, user] of people) {
    for (const decider of surroundings.host.deciders) {
      try {
        assignments.push(...(await decider.decide({ userId, user }, surroundings.context)))
      } catch (error) {
        if (onFailure === 'thrown' || !(error instanceof PluginError)) throw error
        failures.push(toFailure(userId, error))
      }
    }
  }
  return { sections: hookSections(surroundings), assignments, failures }
}

function toFailure(subject: string, { hook, message, plugin }: PluginError): RuleFailure {
  return { subject, source: plugin, rule: hook, line: 0, plugin, reason: message, whole: true }
}
