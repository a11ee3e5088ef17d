import { useState } from 'preact/hooks'

import type { LoggedRequest } from '../../api/types.ts'
import { usePages } from '../../api/use-pages.ts'
import { EmptyState } from '../../component/empty-state.tsx'
import { Failure } from '../../component/failure.tsx'
import { Placeholder } from '../../component/list.tsx'
import { PageHeader } from '../../component/page-header.tsx'
import { SearchField } from '../../component/search-field.tsx'
import { usePlace } from '../../use-place.ts'
import { LogEntry } from './log-entry.tsx'
import { LogOverview } from './log-overview.tsx'

/** How often one looks for new requests. */
const liveInterval = 3_000

export function LogPage() {
  const { query } = usePlace()
  const [search, setSearch] = useState(query['q'] ?? '')
  const [outcome, setOutcome] = useState('')
  const [resource, setResource] = useState('')
  const [live, setLive] = useState(true)
  const parameters = new URLSearchParams({
    limit: '50',
    ...(search !== '' && { q: search }),
    ...(outcome === 'left-out' ? { leftOut: 'true' } : outcome !== '' && { outcome }),
    ...(resource !== '' && { resource }),
  })
  const pages = usePages<LoggedRequest>(
    `/api/provisioning-log?${parameters.toString()}`,
    live ? liveInterval : undefined,
  )
  const filtered = search !== '' || outcome !== '' || resource !== ''
  return (
    <>
      <PageHeader title="Log">What the provider has sent, and what it was answered. Secrets are masked.</PageHeader>
      <LogOverview />
      <div class="filters">
        <SearchField label="Search by person, group or request id" value={search} onSearch={setSearch} />
        <label>
          <span>Outcome</span>
          <select value={outcome} onChange={(event) => setOutcome(event.currentTarget.value)}>
            <option value="">All</option>
            <option value="success">Worked</option>
            <option value="refused">Refused</option>
            <option value="failed">Failed here</option>
            <option value="left-out">Worked, but not all of it</option>
          </select>
        </label>
        <label>
          <span>About</span>
          <select value={resource} onChange={(event) => setResource(event.currentTarget.value)}>
            <option value="">Everything</option>
            <option value="User">People</option>
            <option value="Group">Groups</option>
          </select>
        </label>
        <label class="check">
          <input type="checkbox" checked={live} onChange={(event) => setLive(event.currentTarget.checked)} />
          Live
        </label>
      </div>
      <Failure error={pages.error} />
      {pages.rows === undefined && pages.error === undefined && <Placeholder />}
      {pages.rows?.length === 0 &&
        (filtered ? (
          <EmptyState title="No request like that.">Widen the filters above.</EmptyState>
        ) : (
          <EmptyState title="Not a single call yet.">
            Type the tenant URL and the secret token into your provider and test the connection: see{' '}
            <a href="/setup">Set up</a>.
          </EmptyState>
        ))}
      {pages.rows !== undefined && pages.rows.length > 0 && (
        <ol class="log" aria-label="Requests, the newest first">
          {pages.rows.map((entry) => (
            <LogEntry key={entry.id} entry={entry} />
          ))}
        </ol>
      )}
      {pages.more !== null && (
        <p class="more">
          <button type="button" onClick={() => void pages.more?.()}>
            Show more
          </button>
        </p>
      )}
    </>
  )
}
