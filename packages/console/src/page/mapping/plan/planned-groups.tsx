import type { Plan } from '../../../api/types.ts'
import { GroupLink } from '../../../component/link.tsx'
import { planText as words } from '../../../text/plan-text.tsx'

/** Entries that name no group, and groups that no entry names: of a mistyped name it is often one of each. */
export function PlannedGroups({ groups }: Pick<Plan, 'groups'>) {
  if (groups === null) return null
  const { entriesWithoutGroup, unnamedGroups } = groups
  return (
    <>
      {entriesWithoutGroup.total > 0 && (
        <details>
          <summary>{words.entriesThatNameNoGroup(entriesWithoutGroup.total)}</summary>
          <ul>
            {entriesWithoutGroup.first.map(({ line, rule, text }) => (
              <li key={`${rule} ${line}`}>
                {words.line(line)}
                <code>{text}</code>
              </li>
            ))}
          </ul>
          <More {...entriesWithoutGroup} />
        </details>
      )}
      {unnamedGroups.total > 0 && (
        <details>
          <summary>{words.groupsThatNoEntry(unnamedGroups.total)}</summary>
          <ul>
            {unnamedGroups.first.map(({ displayName, id }) => (
              <li key={id}>
                <GroupLink id={id} name={displayName} />
              </li>
            ))}
          </ul>
          <More {...unnamedGroups} />
        </details>
      )}
    </>
  )
}

function More({ first, total }: { first: readonly unknown[]; total: number }) {
  return first.length < total ? <p class="muted">{words.andMoreOf(total - first.length)}</p> : null
}
