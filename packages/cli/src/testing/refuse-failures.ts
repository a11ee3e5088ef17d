import type { OperationContext } from '@rolecall/core/change/operation-context'
import type { StoredEvent } from '@rolecall/core/plugin/event'

import type { PluginLogs } from './plugin-logs.ts'
import { tellAll } from './tell-all.ts'

type Word = (...args: readonly never[]) => Promise<unknown>

/**
 * Makes of each word one that throws what plugins have failed at meanwhile. On a server such a failure is an event or a
 * line of the log and harms nobody else; in a test nobody would see it.
 */
export function refuseFailures(
  { organizationId, store }: OperationContext,
  logs: PluginLogs,
): <Words extends object>(words: Words) => Words {
  const { events } = store.read(organizationId)
  let seen: StoredEvent | null = null
  async function refuse(): Promise<void> {
    const added = await events.list(seen, 100_000)
    seen = added.at(-1) ?? seen
    refuseAny([...added.filter(({ type }) => type === 'RuleFailed').map(toSentence), ...logs.newFailures()])
  }
  const told = (word: Word): Word => {
    return (...args) =>
      tellAll(async () => {
        const answer = await word(...args)
        await refuse()
        return answer
      })
  }
  return <Words extends object>(words: Words) =>
    Object.fromEntries((Object.entries(words) as [string, Word][]).map(([name, word]) => [name, told(word)])) as Words
}

/** Throws the failures, a line each. */
export function refuseAny(failures: readonly string[]): void {
  if (failures.length > 0) throw new Error(failures.join('\n'))
}

function toSentence({ data: { line, plugin, reason, rule }, subject }: StoredEvent): string {
  const by = plugin === null ? '' : `, plugin ${String(plugin)}`
  return `rule ${String(rule)} in line ${String(line)}${by}, failed for ${subject}: ${String(reason)}`
}
