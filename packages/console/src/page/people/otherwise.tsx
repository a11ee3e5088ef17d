import { useState } from 'preact/hooks'

import type { Explanation, Group, MemberDetail } from '../../api/types.ts'
import { useResource } from '../../api/use-resource.ts'
import { Badge } from '../../component/badge.tsx'
import { Failure } from '../../component/failure.tsx'
import { Placeholder } from '../../component/list.tsx'
import { RoleChip } from '../../component/role-chip.tsx'
import { scopeName } from '../../text/scope-name.ts'
import { personText as text } from '../../text/person-text.tsx'
import { compareRoles } from './compare-roles.ts'

type Way = 'at' | 'addGroup' | 'removeGroup'

/** The roles of a person as of a past time, or supposed that some group had them or had them not. Nothing is changed by asking. */
export function Otherwise({ member }: { member: MemberDetail }) {
  const [way, setWay] = useState<Way>('at')
  const [value, setValue] = useState('')
  const [asked, setAsked] = useState<string>()
  const search = way === 'at' || value === '' ? null : `/api/groups?limit=8&search=${encodeURIComponent(value)}`
  const { data: groups } = useResource<readonly Group[]>(search)
  return (
    <section class="card" aria-labelledby="otherwise">
      <h2 id="otherwise">{text.otherwise}</h2>
      <form
        class="inline"
        onSubmit={(event) => {
          event.preventDefault()
          const given = way === 'at' ? new Date(value).toISOString() : value
          setAsked(new URLSearchParams({ email: member.emailAddress, [way]: given }).toString())
        }}
      >
        <label>
          <span>{text.whatIf}</span>
          <select
            value={way}
            onChange={(event) => {
              setWay(event.currentTarget.value as Way)
              setValue('')
              setAsked(undefined)
            }}
          >
            <option value="at">{text.itWereAPast}</option>
            <option value="addGroup">{text.thisGroupHadThePerson}</option>
            <option value="removeGroup">{text.thisGroupHadThePersonNot}</option>
          </select>
        </label>
        <label>
          <span>{way === 'at' ? text.time : text.group}</span>
          {way === 'at' ? (
            <input
              key="time"
              type="datetime-local"
              required
              value={value}
              onInput={(event) => setValue(event.currentTarget.value)}
            />
          ) : (
            <input
              key="group"
              type="search"
              list="otherwise-groups"
              required
              autoComplete="off"
              value={value}
              onInput={(event) => setValue(event.currentTarget.value)}
            />
          )}
        </label>
        <datalist id="otherwise-groups">
          {groups?.map(({ displayName, id }) => (
            <option key={id} value={displayName} />
          ))}
        </datalist>
        <button type="submit">{text.show}</button>
      </form>
      {asked !== undefined && <Answer query={asked} member={member} />}
    </section>
  )
}

const marks = { same: ['plain', text.asNow], more: ['good', text.notNow], less: ['bad', text.onlyNow] } as const

function Answer({ query, member }: { query: string; member: MemberDetail }) {
  const { data, error } = useResource<Explanation>(`/api/explain?${query}`)
  if (error !== undefined) return <Failure error={error} />
  if (data === undefined) return <Placeholder />
  const rows = compareRoles(member.grants, data.grants)
  return (
    <div class="explanation" role="status">
      {rows.every(({ change }) => change === 'same') && <p>{text.same}</p>}
      <ul class="compared">
        {rows.map(({ change, role, scope }) => (
          <li key={`${scope} ${role}`} class={change}>
            {text.comparedRole(
              <RoleChip role={role} inTeam={scope !== 'organization'} />,
              scopeName(scope),
              <Badge tone={marks[change][0]}>{marks[change][1]}</Badge>,
            )}
          </li>
        ))}
      </ul>
      {data.notes.map((note) => (
        <p key={note}>{note}</p>
      ))}
    </div>
  )
}
