import { useState } from 'preact/hooks'

import { request } from '../../../api/request.ts'
import type { Receipt } from '../../../api/types.ts'
import { useAction } from '../../../api/use-action.ts'
import { Badge } from '../../../component/badge.tsx'
import { Failure } from '../../../component/failure.tsx'
import { receiptStates, webhooksText as text } from '../../../text/webhooks-text.tsx'

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
      <h2 id="receipts">{text.hasAnEventArrivedQuestion}</h2>
      <form
        class="inline"
        onSubmit={(event) => {
          event.preventDefault()
          void ask.run()
        }}
      >
        <label>
          <span>{text.idOfTheEvent}</span>
          <input
            required
            class="mono"
            placeholder="12-0"
            value={eventId}
            onInput={(event) => setEventId(event.currentTarget.value)}
          />
        </label>
        <button type="submit" disabled={ask.busy}>
          {text.look}
        </button>
      </form>
      <Failure error={ask.error} />
      <ul class="receipts" aria-live="polite">
        {found?.map(({ displayName, error, state, subscription }) => (
          <li key={subscription}>
            <strong>{displayName}</strong> <Badge tone={receiptStates[state][0]}>{receiptStates[state][1]}</Badge>
            {error !== null && <span class="note">{error}</span>}
          </li>
        ))}
      </ul>
    </section>
  )
}
