import { useState } from 'preact/hooks'

import type { Hold } from '../../api/types.ts'
import { usePages } from '../../api/use-pages.ts'
import { Badge } from '../../component/badge.tsx'
import { EmptyState } from '../../component/empty-state.tsx'
import { Failure } from '../../component/failure.tsx'
import { PersonLink } from '../../component/link.tsx'
import { Placeholder } from '../../component/list.tsx'
import { MoreButton } from '../../component/more-button.tsx'
import { PageHeader } from '../../component/page-header.tsx'
import { scopeName } from '../../text/scope-name.ts'
import { TimeAgo } from '../../component/time-ago.tsx'
import { useFilters } from '../../filter/use-filters.ts'
import { useMayChange } from '../../session-context.ts'
import { DecideDialog } from './decide-dialog.tsx'
import { anyHold, holdKinds, holdStates, holdsText as text } from '../../text/holds-text.tsx'

export function HoldsPage() {
  const [filters, set] = useFilters(['state'])
  const state = filters.state || 'open'
  const pages = usePages<Hold>(`/api/holds?state=${encodeURIComponent(state)}&limit=50`, {
    every: 5_000,
    keyOf: ({ id }) => id,
  })
  return (
    <>
      <PageHeader title={text.holds}>{text.changesThatLookLike}</PageHeader>
      <div class="filters">
        <label>
          <span>{text.show}</span>
          <select value={state} onChange={(event) => set('state', event.currentTarget.value)}>
            {Object.entries(holdStates).map(([one, title]) => (
              <option key={one} value={one}>
                {title}
              </option>
            ))}
          </select>
        </label>
      </div>
      <Failure error={pages.error} />
      {pages.rows === undefined && pages.error === undefined && <Placeholder />}
      {pages.rows?.length === 0 && (
        <EmptyState title={state === 'open' ? text.nothingWaitsForYou : text.none}>
          {state === 'open' ? text.ifAProviderTakes() : text.chooseAnotherStateAbove}
        </EmptyState>
      )}
      {pages.rows?.map((hold) => (
        <HoldCard key={hold.id} hold={hold} onDecided={pages.reload} />
      ))}
      <MoreButton more={pages.more} />
    </>
  )
}

const shownLines = 20

function HoldCard({ hold, onDecided }: { hold: Hold; onDecided: () => Promise<void> }) {
  const [deciding, setDeciding] = useState<'approve' | 'reject'>()
  const mayChange = useMayChange()
  const kind = holdKinds[hold.kind] ?? anyHold
  return (
    <article class="card hold">
      <h2>{kind.title}</h2>
      <p>{hold.reason.replace(/\.?$/, '.')}</p>
      <p class="muted">
        {text.since(
          <TimeAgo at={hold.created} />,
          hold.expiresAt !== null && hold.state === 'open' && (
            <>{text.decidedByItself(<TimeAgo at={hold.expiresAt} />)}</>
          ),
          hold.decidedAt !== null && (
            <>
              , {holdStates[hold.state]} <TimeAgo at={hold.decidedAt} />
            </>
          ),
        )}
      </p>
      {hold.lines.length > 0 && (
        <details>
          <summary>{text.roles(hold.lines.length)}</summary>
          <ul class="plan-lines">
            {hold.lines.slice(0, shownLines).map((line) => (
              <li key={`${line.userId} ${line.scope} ${line.role} ${line.group}`}>
                <span class="sign" aria-hidden="true">
                  {line.effect === 'grant' ? '+' : '−'}
                </span>
                <div>
                  {text.of(
                    <PersonLink email={line.emailAddress} />,
                    line.effect === 'grant' ? text.wouldGain : text.wouldLose,
                    line.role,
                    scopeName(line.scope),
                    line.group !== null && <span class="note">{text.byTheGroup(line.group)}</span>,
                  )}
                </div>
              </li>
            ))}
          </ul>
          {hold.lines.length > shownLines && <p class="muted">{text.andMore(hold.lines.length - shownLines)}</p>}
        </details>
      )}
      {hold.state === 'open' && mayChange ? (
        <div class="buttons">
          <button type="button" onClick={() => setDeciding('reject')}>
            {text.askReject}
          </button>
          <button type="button" class="primary" onClick={() => setDeciding('approve')}>
            {text.askApprove}
          </button>
        </div>
      ) : (
        <Badge>{holdStates[hold.state]}</Badge>
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
