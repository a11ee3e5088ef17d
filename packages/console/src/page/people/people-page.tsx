import { useState } from 'preact/hooks'

import { makeNew } from '../../api/make-new.ts'
import type { Member } from '../../api/types.ts'
import { useAction } from '../../api/use-action.ts'
import { usePages } from '../../api/use-pages.ts'
import { Avatar } from '../../component/avatar.tsx'
import { Badge } from '../../component/badge.tsx'
import { FormDialog } from '../../component/form-dialog.tsx'
import { EmptyState } from '../../component/empty-state.tsx'
import { TeamLink } from '../../component/link.tsx'
import { List, type Column } from '../../component/list.tsx'
import { PageHeader } from '../../component/page-header.tsx'
import { PersonName } from '../../component/person-name.tsx'
import { RoleChip } from '../../component/role-chip.tsx'
import { SearchField } from '../../component/search-field.tsx'
import { useKept } from '../../component/use-kept.ts'
import { useFilters } from '../../filter/use-filters.ts'
import { useMayChange } from '../../session-context.ts'
import { shownName } from '../../text/shown-name.ts'
import { peopleText as text } from '../../text/people-text.tsx'

export const memberColumns: readonly Column<Member>[] = [
  {
    title: text.person,
    cell: ({ displayName, emailAddress }) => (
      <div class="who">
        <Avatar name={shownName(displayName, emailAddress)} />
        <PersonName emailAddress={emailAddress} displayName={displayName} />
      </div>
    ),
  },
  { title: text.role, cell: ({ role }) => <RoleChip role={role} inTeam={false} /> },
  {
    title: text.teams,
    wide: true,
    cell: ({ teams }) => <TeamList teams={teams} />,
  },
  {
    title: text.status,
    cell: ({ status }) =>
      status === 'active' ? <span class="muted">{text.active}</span> : <Badge tone="warn">{status}</Badge>,
  },
]

const shownTeams = 3

function TeamList({ teams }: { teams: Member['teams'] }) {
  if (teams.length === 0) return null
  return (
    <div class="chips">
      {teams.slice(0, shownTeams).map(({ teamId, role }) => (
        <span key={teamId}>
          <TeamLink id={teamId} /> <RoleChip role={role} inTeam />
        </span>
      ))}
      {teams.length > shownTeams && <span class="muted">{text.andMore(teams.length - shownTeams)}</span>}
    </div>
  )
}

export function PeoplePage() {
  const [{ active, q: search }, set] = useFilters(['q', 'active'])
  const [inviting, setInviting] = useState(false)
  const query = new URLSearchParams({ limit: '50', search, ...(active !== '' && { active }) })
  const pages = usePages<Member>(`/api/organization/members?${query.toString()}`)
  const mayChange = useMayChange()
  return (
    <>
      <PageHeader
        title={text.people}
        actions={
          mayChange && (
            <button type="button" onClick={() => setInviting(true)}>
              {text.inviteByHand}
            </button>
          )
        }
      >
        {text.everybodyInTheOrganization}
      </PageHeader>
      <div class="filters">
        <SearchField label={text.searchByNameOr} value={search} onSearch={(typed) => set('q', typed)} />
        <label>
          <span>{text.status}</span>
          <select value={active} onChange={(event) => set('active', event.currentTarget.value)}>
            <option value="">{text.all}</option>
            <option value="true">{text.activeOnes}</option>
            <option value="false">{text.inactive}</option>
          </select>
        </label>
      </div>
      <List
        caption={text.people}
        pages={pages}
        columns={memberColumns}
        rowKey={({ userId }) => userId}
        empty={
          search === '' && active === '' ? (
            <EmptyState title={text.nobodyYet}>{text.peopleComeFromYourIdentity()}</EmptyState>
          ) : (
            <EmptyState title={text.nobodyLikeThat}>{text.tryAPartOfTheEmail}</EmptyState>
          )
        }
      />
      {inviting && <InviteDialog onClose={() => setInviting(false)} onDone={pages.reload} />}
    </>
  )
}

function InviteDialog({ onClose, onDone }: { onClose: () => void; onDone: () => Promise<void> }) {
  const { field, forget, set, values } = useKept('member.new', { email: '', role: 'Member' })
  const { email, role } = values
  const invite = useAction(async () => {
    const path = `/api/organization/members/${encodeURIComponent(email.trim())}`
    await makeNew(path, { role }, text.isHereAlready(email.trim()))
    await onDone()
    forget()
    onClose()
  })
  return (
    <FormDialog
      title={text.inviteByHand}
      action={invite}
      go={text.invite}
      onClose={onClose}
      onCancel={() => {
        forget()
        onClose()
      }}
    >
      <p>{text.forSomebodyWhomYourProvider}</p>
      <label>
        <span>{text.emailAddress}</span>
        <input type="email" required {...field('email')} />
      </label>
      <label>
        <span>{text.role}</span>
        <select value={role} onChange={(event) => set({ role: event.currentTarget.value })}>
          <option value="Member">{text.member}</option>
          <option value="Owner">{text.owner}</option>
        </select>
      </label>
    </FormDialog>
  )
}
