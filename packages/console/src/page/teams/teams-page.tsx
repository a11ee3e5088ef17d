import { useState } from 'preact/hooks'

import { request } from '../../api/request.ts'
import type { TeamSummary } from '../../api/types.ts'
import { useAction } from '../../api/use-action.ts'
import { usePages } from '../../api/use-pages.ts'
import { Avatar } from '../../component/avatar.tsx'
import { number } from '../../component/count.ts'
import { FormDialog } from '../../component/form-dialog.tsx'
import { EmptyState } from '../../component/empty-state.tsx'
import { TeamLink } from '../../component/link.tsx'
import { List, type Column } from '../../component/list.tsx'
import { PageHeader } from '../../component/page-header.tsx'
import { SearchField } from '../../component/search-field.tsx'
import { useKept } from '../../component/use-kept.ts'
import { useMayChange } from '../../session-context.ts'

const columns: readonly Column<TeamSummary>[] = [
  {
    title: 'Team',
    cell: ({ id, name }) => (
      <div class="who">
        <Avatar name={name} />
        <TeamLink id={id} name={name} />
        {name !== id && <span class="note">{id}</span>}
      </div>
    ),
  },
  { title: 'Type', wide: true, cell: ({ type }) => type },
  { title: 'Part of', wide: true, cell: ({ parent }) => (parent === null ? '' : <TeamLink id={parent} />) },
  { title: 'People', numeric: true, cell: ({ people }) => number(people) },
]

export function TeamsPage() {
  const [search, setSearch] = useState('')
  const [creating, setCreating] = useState(false)
  const query = new URLSearchParams({ limit: '50', search })
  const pages = usePages<TeamSummary>(`/api/team-summaries?${query.toString()}`)
  const mayChange = useMayChange()
  return (
    <>
      <PageHeader
        title="Teams"
        actions={
          mayChange && (
            <button type="button" onClick={() => setCreating(true)}>
              New team
            </button>
          )
        }
      >
        Teams of the organization. The <a href="/mapping">mapping</a> names them by their id.
      </PageHeader>
      <div class="filters">
        <SearchField label="Search by name or id" value={search} onSearch={setSearch} />
      </div>
      <List
        cards
        caption="Teams"
        pages={pages}
        columns={columns}
        rowKey={({ id }) => id}
        empty={
          search === '' ? (
            <EmptyState title="No team yet.">
              Create one here, or let your application do it. What the mapping gives in a team waits until it exists.
            </EmptyState>
          ) : (
            <EmptyState title="No team like that.">Try a part of its name or id.</EmptyState>
          )
        }
      />
      {creating && <NewTeamDialog onClose={() => setCreating(false)} onDone={pages.reload} />}
    </>
  )
}

function NewTeamDialog({ onClose, onDone }: { onClose: () => void; onDone: () => Promise<void> }) {
  const { field, forget, values } = useKept('team.new', { id: '', name: '' })
  const create = useAction(async () => {
    const { id, name } = values
    const body = name.trim() === '' ? {} : { name: name.trim() }
    await request(`/api/teams/${encodeURIComponent(id.trim())}`, { method: 'PUT', body })
    await onDone()
    forget()
    onClose()
  })
  return (
    <FormDialog
      title="New team"
      action={create}
      go="Create"
      onClose={onClose}
      onCancel={() => {
        forget()
        onClose()
      }}
    >
      <label>
        <span>Id</span>
        <input required {...field('id')} aria-describedby="id-hint" />
      </label>
      <p class="hint" id="id-hint">
        How the mapping names it, such as marketing. It can't be changed.
      </p>
      <label>
        <span>Name</span>
        <input {...field('name')} />
      </label>
    </FormDialog>
  )
}
