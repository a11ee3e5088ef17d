import { useState } from 'preact/hooks'

import { request } from '../../../api/request.ts'
import type { Receipt } from '../../../api/types.ts'
import { useAction } from '../../../api/use-action.ts'
import { Badge, type Tone } from '../../../component/badge.tsx'
import { Failure } from '../../../component/failure.tsx'

const states: Readonly<Record<Receipt['state'], readonly [Tone, string]>> = {
  acknowledged: ['good', 'taken'],
  waiting: ['warn', 'tried again'],
  dead: ['bad', 'given up'],
  ahead: ['plain', 'not reached yet'],
  none: ['plain', 'not of its types'],
}

/** What has become of one event at each receiver. */
export function Receipts() {
  const [eventId, setEventId] = useState('')
  const [found, setFound] = useState<readonly Receipt[]>()
  const ask = useAction(async () => {
    setFound(undefined)
    setFound((await request<readonly Receipt[]>(`/api/receipts?eventId=${encodeURIComponent(eventId.trim())}`)).body)
  })
  return (
    <section class="card" aria-labelledby="receipts">
      <h2 id="receipts">Has an event arrived?</h2>
      <form
        class="inline"
        onSubmit={(event) => {
          event.preventDefault()
          void ask.run()
        }}
      >
        <label>
          <span>Id of the event, as the feed and the audit have it</span>
          <input
            required
            class="mono"
            placeholder="12-0"
            value={eventId}
            onInput={(event) => setEventId(event.currentTarget.value)}
          />
        </label>
        <button type="submit" disabled={ask.busy}>
          Look
        </button>
      </form>
      <Failure error={ask.error} />
      <ul class="receipts" aria-live="polite">
        {found?.map(({ displayName, error, state, subscription }) => (
          <li key={subscription}>
            <strong>{displayName}</strong> <Badge tone={states[state][0]}>{states[state][1]}</Badge>
            {error !== null && <span class="note">{error}</span>}
          </li>
        ))}
      </ul>
    </section>
  )
}
