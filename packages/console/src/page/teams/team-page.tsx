import { useState } from 'preact/hooks'
import { useRoute } from 'preact-iso'

import type { Member, TeamSummary } from '../../api/types.ts'
import { usePages } from '../../api/use-pages.ts'
import { useResource } from '../../api/use-resource.ts'
import { EmptyState } from '../../component/empty-state.tsx'
import { List, type Column } from '../../component/list.tsx'
import { PageHeader } from '../../component/page-header.tsx'
import { RoleChip } from '../../component/role-chip.tsx'
import { SearchField } from '../../component/search-field.tsx'
import { useMayChange } from '../../session-context.ts'
import { TeamActions } from './team-actions.tsx'
import { memberColumns } from '../people/people-page.tsx'

export function TeamPage() {
  const { params } = useRoute()
  const id = params['id'] ?? ''
  const found = useResource<readonly TeamSummary[]>(`/api/team-summaries?search=${encodeURIComponent(id)}`)
  const team = found.data?.find((candidate) => candidate.id.toLowerCase() === id.toLowerCase())
  const [search, setSearch] = useState('')
  const mayChange = useMayChange()
  const query = new URLSearchParams({ limit: '50', team: id, search })
  const pages = usePages<Member>(`/api/organization/members?${query.toString()}`)
  return (
    <>
      <PageHeader
        title={team?.name ?? id}
        actions={team !== undefined && mayChange && <TeamActions team={team} onChanged={found.reload} />}
      >
        {team?.description ?? (
          <>People to whom something gives a role here. Open a person to see what, or to give a role by hand.</>
        )}
      </PageHeader>
      {found.data !== undefined && team === undefined ? (
        <EmptyState title="There is no team with this id.">
          What the mapping gives in it waits. Create it under <a href="/teams">Teams</a>.
        </EmptyState>
      ) : (
        <>
          <div class="filters">
            <SearchField label="Search by name or e-mail address" value={search} onSearch={setSearch} />
          </div>
          <List
            caption="People of the team"
            pages={pages}
            columns={columnsOf(id)}
            rowKey={({ userId }) => userId}
            empty={
              <EmptyState title={search === '' ? 'Nobody yet.' : 'Nobody like that.'}>
                Let a group give a role here under <a href="/mapping">Mapping</a>, or give one by hand under{' '}
                <a href="/people">People</a>.
              </EmptyState>
            }
          />
        </>
      )}
    </>
  )
}

function columnsOf(id: string): readonly Column<Member>[] {
  const [person, , , status] = memberColumns as [Column<Member>, Column<Member>, Column<Member>, Column<Member>]
  const here = ({ teams }: Member) => teams.find(({ teamId }) => teamId.toLowerCase() === id.toLowerCase())
  return [
    person,
    {
      title: 'Roles in the team',
      cell: (member) => {
        const roles = here(member)?.roles ?? []
        if (roles.length === 0) return <span class="muted">none in force</span>
        return (
          <div class="chips">
            {roles.map((role) => (
              <RoleChip key={role} role={role} inTeam />
            ))}
          </div>
        )
      },
    },
    status,
  ]
}
