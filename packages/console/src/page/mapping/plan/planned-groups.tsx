import type { Plan } from '../../../api/types.ts'
import { number } from '../../../component/count.ts'
import { GroupLink } from '../../../component/link.tsx'

/** Entries that name no group, and groups that no entry names: of a mistyped name it is often one of each. */
export function PlannedGroups({ groups }: Pick<Plan, 'groups'>) {
  if (groups === null) return null
  const { entriesWithoutGroup, unnamedGroups } = groups
  return (
    <>
      {entriesWithoutGroup.total > 0 && (
        <details>
          <summary>{`Entries that name no group (${number(entriesWithoutGroup.total)})`}</summary>
          <ul>
            {entriesWithoutGroup.first.map(({ line, rule, text }) => (
              <li key={`${rule} ${line}`}>
                {`Line ${line}: `}
                <code>{text}</code>
              </li>
            ))}
          </ul>
          <More {...entriesWithoutGroup} />
        </details>
      )}
      {unnamedGroups.total > 0 && (
        <details>
          <summary>{`Groups that no entry names (${number(unnamedGroups.total)})`}</summary>
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
  return first.length < total ? <p class="muted">{`And ${number(total - first.length)} more.`}</p> : null
}
