import { useState } from 'preact/hooks'

import { makeNew } from '../../api/make-new.ts'
import type { TeamSummary } from '../../api/types.ts'
import { useAction } from '../../api/use-action.ts'
import { usePages } from '../../api/use-pages.ts'
import { Avatar } from '../../component/avatar.tsx'
import { number } from '../../text/count.ts'
import { FormDialog } from '../../component/form-dialog.tsx'
import { EmptyState } from '../../component/empty-state.tsx'
import { TeamLink } from '../../component/link.tsx'
import { List, type Column } from '../../component/list.tsx'
import { PageHeader } from '../../component/page-header.tsx'
import { SearchField } from '../../component/search-field.tsx'
import { useKept } from '../../component/use-kept.ts'
import { useFilters } from '../../filter/use-filters.ts'
import { useMayChange } from '../../session-context.ts'
import { shownName } from '../../text/shown-name.ts'
import { teamsText as text } from '../../text/teams-text.tsx'

const columns: readonly Column<TeamSummary>[] = [
  {
    title: text.team,
    cell: ({ id, name }) => (
      <div class="who">
        <Avatar name={shownName(name, id)} />
        <TeamLink id={id} name={name} />
        {shownName(name, id) !== id && <span class="note">{id}</span>}
      </div>
    ),
  },
  { title: text.type, wide: true, cell: ({ type }) => type },
  { title: text.partOf, wide: true, cell: ({ parent }) => (parent === null ? '' : <TeamLink id={parent} />) },
  { title: text.people, numeric: true, cell: ({ people }) => number(people) },
]

export function TeamsPage() {
  const [{ q: search }, set] = useFilters(['q'])
  const [creating, setCreating] = useState(false)
  const query = new URLSearchParams({ limit: '50', search })
  const pages = usePages<TeamSummary>(`/api/team-summaries?${query.toString()}`)
  const mayChange = useMayChange()
  return (
    <>
      <PageHeader
        title={text.teams}
        actions={
          mayChange && (
            <button type="button" onClick={() => setCreating(true)}>
              {text.newTeam}
            </button>
          )
        }
      >
        {text.teamsOfTheOrganization()}
      </PageHeader>
      <div class="filters">
        <SearchField label={text.searchByNameOrId} value={search} onSearch={(typed) => set('q', typed)} />
      </div>
      <List
        cards
        caption={text.teams}
        pages={pages}
        columns={columns}
        rowKey={({ id }) => id}
        empty={
          search === '' ? (
            <EmptyState title={text.noTeamYet}>{text.createOneHereOr}</EmptyState>
          ) : (
            <EmptyState title={text.noTeamLikeThat}>{text.tryAPartOfItsName}</EmptyState>
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
    await makeNew(`/api/teams/${encodeURIComponent(id.trim())}`, body, text.thereIsSuchATeam(id.trim()))
    await onDone()
    forget()
    onClose()
  })
  return (
    <FormDialog
      title={text.newTeam}
      action={create}
      go={text.create}
      onClose={onClose}
      onCancel={() => {
        forget()
        onClose()
      }}
    >
      <label>
        <span>{text.id}</span>
        <input required {...field('id')} aria-describedby="id-hint" />
      </label>
      <p class="hint" id="id-hint">
        {text.howTheMappingNames}
      </p>
      <label>
        <span>{text.name}</span>
        <input {...field('name')} />
      </label>
    </FormDialog>
  )
}
