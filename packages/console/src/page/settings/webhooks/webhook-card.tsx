import { useState } from 'preact/hooks'

import { request } from '../../../api/request.ts'
import type { NewWebhook, Webhook } from '../../../api/types.ts'
import { useAction } from '../../../api/use-action.ts'
import { Badge } from '../../../component/badge.tsx'
import { Failure } from '../../../component/failure.tsx'
import { Notice } from '../../../component/notice.tsx'
import { TimeAgo } from '../../../component/time-ago.tsx'
import { useMayChange } from '../../../session-context.ts'
import { DeadLetters } from './dead-letters.tsx'
import { AskFirst } from '../../../component/ask-first.tsx'
import { WebhookDialog } from './webhook-dialog.tsx'

interface WebhookCardProps {
  readonly webhook: Webhook
  readonly onChanged: () => Promise<void>
  readonly onIssued: (made: NewWebhook) => Promise<void>
}

const why = {
  failing: 'Nothing could be delivered for days, so the server has switched it off.',
  gone: 'The receiver has answered that it is gone (410), so the server has switched it off.',
} as const

/** One webhook: how it is, and what can be done with it. */
export function WebhookCard({ webhook, onChanged, onIssued }: WebhookCardProps) {
  const [asking, setAsking] = useState<'change' | 'rotate' | 'delete' | 'replay'>()
  const [tested, setTested] = useState<{ readonly delivered: boolean; readonly error: string | null }>()
  const mayChange = useMayChange()
  const path = `/api/webhooks/${webhook.id}`
  const close = (): void => setAsking(undefined)
  const test = useAction(async () => {
    setTested(undefined)
    setTested((await request<NonNullable<typeof tested>>(`${path}/test`, { method: 'POST' })).body)
  })
  const set = useAction(async (state: 'on' | 'paused') => {
    await request(path, { method: 'PATCH', body: { state } })
    await onChanged()
  })
  return (
    <section class="card" aria-label={webhook.displayName}>
      <h2>
        {webhook.displayName} <State webhook={webhook} />
      </h2>
      <p class="mono">{webhook.url}</p>
      {webhook.state === 'off' && webhook.offReason !== null && (
        <Notice kind="warning">
          <p>
            {why[webhook.offReason]} Events wait in the log. Mend the receiver, send a test event, then switch it on.
          </p>
          {webhook.lastError !== null && <p>{`The last answer: ${webhook.lastError}`}</p>}
        </Notice>
      )}
      <dl class="facts">
        <div>
          <dt>Gets</dt>
          <dd>{webhook.types === null ? 'every event' : webhook.types.join(', ')}</dd>
        </div>
        <div>
          <dt>Last delivered</dt>
          <dd>{webhook.lastDelivery === null ? 'nothing yet' : <TimeAgo at={webhook.lastDelivery} />}</dd>
        </div>
        {webhook.failures > 0 && (
          <div>
            <dt>Failed attempts since</dt>
            <dd>{`${webhook.failures}${webhook.lastError === null ? '' : `, last: ${webhook.lastError}`}`}</dd>
          </div>
        )}
        <div>
          <dt>Signing secrets</dt>
          <dd>
            {webhook.secrets.map(({ created, until }, index) => (
              <span key={created}>
                {index > 0 && ', '}
                made <TimeAgo at={created} />
                {until !== null && (
                  <>
                    {' '}
                    (ends <TimeAgo at={until} />)
                  </>
                )}
              </span>
            ))}
          </dd>
        </div>
      </dl>
      {tested !== undefined && (
        <Notice kind={tested.delivered ? 'success' : 'warning'}>
          {tested.delivered
            ? 'The test event was taken.'
            : `The test event was not taken: ${tested.error ?? 'no reason was given'}`}
        </Notice>
      )}
      <Failure error={test.error ?? set.error} />
      <DeadLetters path={path} mayChange={mayChange} onReplayed={onChanged} />
      {mayChange && (
        <div class="row-buttons">
          <button type="button" disabled={test.busy} onClick={() => void test.run()}>
            {test.busy ? 'Sending…' : 'Send test event'}
          </button>
          <button type="button" onClick={() => setAsking('change')}>
            Change…
          </button>
          <button type="button" onClick={() => setAsking('rotate')}>
            Rotate secret…
          </button>
          <button type="button" onClick={() => setAsking('replay')}>
            Deliver again…
          </button>
          <button
            type="button"
            disabled={set.busy}
            onClick={() => void set.run(webhook.state === 'on' ? 'paused' : 'on')}
          >
            {webhook.state === 'on' ? 'Pause' : 'Switch on'}
          </button>
          <button type="button" class="danger" onClick={() => setAsking('delete')}>
            Delete…
          </button>
        </div>
      )}
      {asking === 'change' && <WebhookDialog webhook={webhook} onClose={close} onDone={onChanged} />}
      {asking === 'rotate' && (
        <AskFirst
          title={`Rotate the secret of ${webhook.displayName}?`}
          go="Rotate"
          onClose={close}
          perform={async () => onIssued((await request<NewWebhook>(`${path}/rotate`, { method: 'POST' })).body)}
        >
          <p>
            A new secret is shown once. The one before signs beside it for a day: a receiver that knows either takes
            everything.
          </p>
        </AskFirst>
      )}
      {asking === 'replay' && (
        <AskFirst
          title={`Deliver everything again to ${webhook.displayName}?`}
          go="Deliver again"
          onClose={close}
          perform={async () => {
            await request(`${path}/replay`, { method: 'POST', body: {} })
            await onChanged()
          }}
        >
          <p>
            From the first event since it was made, with the same ids. A receiver must know what it has had already.
          </p>
        </AskFirst>
      )}
      {asking === 'delete' && (
        <AskFirst
          title={`Delete ${webhook.displayName}?`}
          go="Delete"
          danger
          onClose={close}
          perform={async () => {
            await request(path, { method: 'DELETE' })
            await onChanged()
          }}
        >
          <p>
            Nothing more is delivered to it, and what waits or was given up for it is forgotten. The events stay in the
            feed.
          </p>
        </AskFirst>
      )}
    </section>
  )
}

function State({ webhook: { failures, state } }: { webhook: Webhook }) {
  if (state === 'off') return <Badge tone="bad">switched off</Badge>
  if (state === 'paused') return <Badge tone="warn">paused</Badge>
  return failures > 0 ? <Badge tone="warn">failing</Badge> : <Badge tone="good">on</Badge>
}
