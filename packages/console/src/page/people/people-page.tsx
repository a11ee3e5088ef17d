import { useState } from 'preact/hooks'

import { request } from '../../api/request.ts'
import type { Member, MemberDetail } from '../../api/types.ts'
import { useAction } from '../../api/use-action.ts'
import { usePages } from '../../api/use-pages.ts'
import { Avatar } from '../../component/avatar.tsx'
import { Badge } from '../../component/badge.tsx'
import { FormDialog } from '../../component/form-dialog.tsx'
import { EmptyState } from '../../component/empty-state.tsx'
import { PersonLink, TeamLink } from '../../component/link.tsx'
import { List, type Column } from '../../component/list.tsx'
import { PageHeader } from '../../component/page-header.tsx'
import { RoleChip } from '../../component/role-chip.tsx'
import { SearchField } from '../../component/search-field.tsx'
import { useKept } from '../../component/use-kept.ts'
import { useMayChange } from '../../session-context.ts'

export const memberColumns: readonly Column<Member>[] = [
  {
    title: 'Person',
    cell: ({ displayName, emailAddress }) => (
      <div class="who">
        <Avatar name={displayName ?? emailAddress} />
        <PersonLink email={emailAddress}>{displayName ?? emailAddress}</PersonLink>
        {displayName !== null && <span class="note">{emailAddress}</span>}
      </div>
    ),
  },
  { title: 'Role', cell: ({ role }) => <RoleChip role={role} inTeam={false} /> },
  {
    title: 'Teams',
    wide: true,
    cell: ({ teams }) => <TeamList teams={teams} />,
  },
  {
    title: 'Status',
    cell: ({ status }) =>
      status === 'active' ? <span class="muted">active</span> : <Badge tone="warn">{status}</Badge>,
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
      {teams.length > shownTeams && <span class="muted">{`and ${teams.length - shownTeams} more`}</span>}
    </div>
  )
}

export function PeoplePage() {
  const [search, setSearch] = useState('')
  const [active, setActive] = useState('')
  const [inviting, setInviting] = useState(false)
  const query = new URLSearchParams({ limit: '50', search, ...(active !== '' && { active }) })
  const pages = usePages<Member>(`/api/organization/members?${query.toString()}`)
  const mayChange = useMayChange()
  return (
    <>
      <PageHeader
        title="People"
        actions={
          mayChange && (
            <button type="button" onClick={() => setInviting(true)}>
              Invite by hand
            </button>
          )
        }
      >
        Everybody in the organization, with the roles in force. Open a person to see where each role comes from.
      </PageHeader>
      <div class="filters">
        <SearchField label="Search by name or e-mail address" value={search} onSearch={setSearch} />
        <label>
          <span>Status</span>
          <select value={active} onChange={(event) => setActive(event.currentTarget.value)}>
            <option value="">All</option>
            <option value="true">Active</option>
            <option value="false">Inactive</option>
          </select>
        </label>
      </div>
      <List
        caption="People"
        pages={pages}
        columns={memberColumns}
        rowKey={({ userId }) => userId}
        empty={
          search === '' && active === '' ? (
            <EmptyState title="Nobody yet.">
              People come from your identity provider. <a href="/setup">Set it up</a>, and they appear here by
              themselves.
            </EmptyState>
          ) : (
            <EmptyState title="Nobody like that.">Try a part of the e-mail address, or another status.</EmptyState>
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
    await request<MemberDetail>(`/api/organization/members/${encodeURIComponent(email.trim())}`, {
      method: 'PUT',
      body: { role },
    })
    await onDone()
    forget()
    onClose()
  })
  return (
    <FormDialog
      title="Invite by hand"
      action={invite}
      go="Invite"
      onClose={onClose}
      onCancel={() => {
        forget()
        onClose()
      }}
    >
      <p>For somebody whom your provider does not send. If it does later, it is the same person.</p>
      <label>
        <span>E-mail address</span>
        <input type="email" required {...field('email')} />
      </label>
      <label>
        <span>Role</span>
        <select value={role} onChange={(event) => set({ role: event.currentTarget.value })}>
          <option>Member</option>
          <option>Owner</option>
        </select>
      </label>
    </FormDialog>
  )
}
