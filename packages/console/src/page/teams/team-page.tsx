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
import { teamsText as text } from '../../text/teams-text.tsx'

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
        {team?.description ?? <>{text.peopleToWhomSomething}</>}
      </PageHeader>
      {found.data !== undefined && team === undefined ? (
        <EmptyState title={text.thereIsNoTeam}>{text.whatTheMappingGives()}</EmptyState>
      ) : (
        <>
          <div class="filters">
            <SearchField label={text.searchByNameOr} value={search} onSearch={setSearch} />
          </div>
          <List
            caption={text.peopleOfTheTeam}
            pages={pages}
            columns={columnsOf(id)}
            rowKey={({ userId }) => userId}
            empty={
              <EmptyState title={search === '' ? text.nobodyYet : text.nobodyLikeThat}>
                {text.letAGroupGive()}
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
      title: text.rolesInTheTeam,
      cell: (member) => {
        const roles = here(member)?.roles ?? []
        if (roles.length === 0) return <span class="muted">{text.noneInForce}</span>
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
