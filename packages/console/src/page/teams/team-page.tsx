import { useRoute } from 'preact-iso'

import type { Member } from '../../api/types.ts'
import { usePages } from '../../api/use-pages.ts'
import { useTeam } from '../../api/find-team.ts'
import { Failure } from '../../component/failure.tsx'
import { EmptyState } from '../../component/empty-state.tsx'
import { List, type Column } from '../../component/list.tsx'
import { PageHeader } from '../../component/page-header.tsx'
import { RoleChip } from '../../component/role-chip.tsx'
import { SearchField } from '../../component/search-field.tsx'
import { useFilters } from '../../filter/use-filters.ts'
import { useMayChange } from '../../session-context.ts'
import { TeamActions } from './team-actions.tsx'
import { memberColumns } from '../people/people-page.tsx'
import { commonText } from '../../text/common-text.ts'
import { shownName } from '../../text/shown-name.ts'
import { teamsText as text } from '../../text/teams-text.tsx'

export function TeamPage() {
  const { params } = useRoute()
  const id = params['id'] ?? ''
  const { error, reload, team } = useTeam(id)
  const [{ q: search }, set] = useFilters(['q'])
  const mayChange = useMayChange()
  const query = new URLSearchParams({ limit: '50', team: id, search })
  const pages = usePages<Member>(`/api/organization/members?${query.toString()}`)
  return (
    <>
      <PageHeader
        title={shownName(team?.name, shownName(id, commonText.withoutAName))}
        actions={team && mayChange && <TeamActions key={team.id} team={team} onChanged={reload} />}
      >
        {team?.description ?? <>{text.peopleToWhomSomething}</>}
      </PageHeader>
      <Failure error={error} />
      {team === null ? (
        <EmptyState title={text.thereIsNoTeam}>{text.whatTheMappingGives()}</EmptyState>
      ) : (
        <>
          <div class="filters">
            <SearchField label={text.searchByNameOr} value={search} onSearch={(typed) => set('q', typed)} />
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
