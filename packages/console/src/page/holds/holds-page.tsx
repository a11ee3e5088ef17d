import { useState } from 'preact/hooks'

import type { Hold } from '../../api/types.ts'
import { usePages } from '../../api/use-pages.ts'
import { Badge } from '../../component/badge.tsx'
import { count } from '../../component/count.ts'
import { EmptyState } from '../../component/empty-state.tsx'
import { Failure } from '../../component/failure.tsx'
import { PersonLink } from '../../component/link.tsx'
import { Placeholder } from '../../component/list.tsx'
import { PageHeader } from '../../component/page-header.tsx'
import { scopeName } from '../../component/scope-name.ts'
import { TimeAgo } from '../../component/time-ago.tsx'
import { useMayChange } from '../../session-context.ts'
import { DecideDialog } from './decide-dialog.tsx'

/** What each kind is, and what the two answers do. */
const kinds: Readonly<Record<string, { title: string; approve: string; reject: string }>> = {
  takeover: {
    title: 'Another group has taken a name of the mapping',
    approve: 'The group gives the roles of that name from now on.',
    reject: 'The group gives nothing by that name.',
  },
  'external-id-changed': {
    title: 'A group of the mapping has another id at the provider',
    approve: 'It is the same group; it gives its roles again.',
    reject: 'What it would newly give stays withheld.',
  },
  'owner-relinked': {
    title: 'An owner has another sign-in at the provider',
    approve: 'The new sign-in is that owner.',
    reject: 'The new sign-in does not work.',
  },
  'person-replaced': {
    title: 'Somebody came back who may be another person',
    approve: 'It is the same person; the roles given by hand are in force again.',
    reject: 'It is another person; the roles given by hand are taken away.',
  },
  'revert-refused': {
    title: 'A mapping on trial can not go back by itself',
    approve: 'The version before is in force again, though it would be refused today.',
    reject: 'The mapping that was on trial stays.',
  },
  brake: {
    title: 'More roles would be lost than the limits allow',
    approve: 'The roles are taken away now.',
    reject: 'The people keep the roles, as if you had given them by hand.',
  },
}

const everything = { title: 'A change waits', approve: 'The change happens.', reject: 'The change does not happen.' }

export function HoldsPage() {
  const [state, setState] = useState('open')
  const pages = usePages<Hold>(`/api/holds?state=${state}&limit=50`, 5_000)
  return (
    <>
      <PageHeader title="Holds">
        Changes that look like a mistake or a trick wait here until an owner decides. Sign-ins and deactivations never
        wait.
      </PageHeader>
      <div class="filters">
        <label>
          <span>Show</span>
          <select value={state} onChange={(event) => setState(event.currentTarget.value)}>
            <option value="open">To decide</option>
            <option value="approved">Approved</option>
            <option value="rejected">Rejected</option>
            <option value="expired">Ended by time</option>
            <option value="dissolved">No longer needed</option>
          </select>
        </label>
      </div>
      <Failure error={pages.error} />
      {pages.rows === undefined && pages.error === undefined && <Placeholder />}
      {pages.rows?.length === 0 && (
        <EmptyState title={state === 'open' ? 'Nothing waits for you.' : 'None.'}>
          {state === 'open' ? (
            <>
              If a provider takes away many roles at once, you can have that wait here: set <code>limits</code> in the{' '}
              <a href="/mapping">mapping</a>.
            </>
          ) : (
            'Choose another state above.'
          )}
        </EmptyState>
      )}
      {pages.rows?.map((hold) => (
        <HoldCard key={hold.id} hold={hold} onDecided={pages.reload} />
      ))}
    </>
  )
}

const shownLines = 20

function HoldCard({ hold, onDecided }: { hold: Hold; onDecided: () => Promise<void> }) {
  const [deciding, setDeciding] = useState<'approve' | 'reject'>()
  const mayChange = useMayChange()
  const kind = kinds[hold.kind] ?? everything
  return (
    <article class="card hold">
      <h2>{kind.title}</h2>
      <p>{hold.reason.replace(/\.?$/, '.')}</p>
      <p class="muted">
        Since <TimeAgo at={hold.created} />
        {hold.expiresAt !== null && hold.state === 'open' && (
          <>
            , decided by itself <TimeAgo at={hold.expiresAt} />
          </>
        )}
        {hold.decidedAt !== null && (
          <>
            , {hold.state} <TimeAgo at={hold.decidedAt} />
          </>
        )}
      </p>
      {hold.lines.length > 0 && (
        <details>
          <summary>{count(hold.lines.length, 'role')}</summary>
          <ul class="plan-lines">
            {hold.lines.slice(0, shownLines).map((line) => (
              <li key={`${line.userId} ${line.scope} ${line.role} ${line.group}`}>
                <span class="sign" aria-hidden="true">
                  {line.effect === 'grant' ? '+' : '−'}
                </span>
                <div>
                  <PersonLink email={line.emailAddress} /> {line.effect === 'grant' ? 'would gain' : 'would lose'}{' '}
                  <strong>{line.role}</strong> of {scopeName(line.scope)}
                  {line.group !== null && <span class="note">{`by the group ${line.group}`}</span>}
                </div>
              </li>
            ))}
          </ul>
          {hold.lines.length > shownLines && <p class="muted">{`and ${hold.lines.length - shownLines} more`}</p>}
        </details>
      )}
      {hold.state === 'open' && mayChange ? (
        <div class="buttons">
          <button type="button" onClick={() => setDeciding('reject')}>
            Reject…
          </button>
          <button type="button" class="primary" onClick={() => setDeciding('approve')}>
            Approve…
          </button>
        </div>
      ) : (
        <Badge>{hold.state}</Badge>
      )}
      {deciding !== undefined && (
        <DecideDialog
          hold={hold}
          decision={deciding}
          consequence={kind[deciding]}
          onClose={() => setDeciding(undefined)}
          onDecided={onDecided}
        />
      )}
    </article>
  )
}
