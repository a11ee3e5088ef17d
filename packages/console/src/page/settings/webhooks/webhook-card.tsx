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
import { offReasons, webhooksText as text } from '../../../text/webhooks-text.tsx'

interface WebhookCardProps {
  readonly webhook: Webhook
  readonly onChanged: () => Promise<void>
  readonly onIssued: (made: NewWebhook) => Promise<void>
}

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
          <p>{text.eventsWaitInTheLog(offReasons[webhook.offReason])}</p>
          {webhook.lastError !== null && <p>{text.theLastAnswer(webhook.lastError)}</p>}
        </Notice>
      )}
      <dl class="facts">
        <div>
          <dt>{text.gets}</dt>
          <dd>{webhook.types === null ? text.everyEvent : webhook.types.join(', ')}</dd>
        </div>
        <div>
          <dt>{text.lastDelivered}</dt>
          <dd>{webhook.lastDelivery === null ? text.nothingYet : <TimeAgo at={webhook.lastDelivery} />}</dd>
        </div>
        {webhook.failures > 0 && (
          <div>
            <dt>{text.failedAttemptsSince}</dt>
            <dd>{`${webhook.failures}${webhook.lastError === null ? '' : text.last(webhook.lastError)}`}</dd>
          </div>
        )}
        <div>
          <dt>{text.signingSecrets}</dt>
          <dd>
            {webhook.secrets.map(({ created, until }, index) => (
              <span key={created}>
                {text.made(
                  index > 0 && ', ',
                  <TimeAgo at={created} />,
                  until !== null && <>{text.ends(<TimeAgo at={until} />)}</>,
                )}
              </span>
            ))}
          </dd>
        </div>
      </dl>
      {tested !== undefined && (
        <Notice kind={tested.delivered ? 'success' : 'warning'}>
          {tested.delivered
            ? text.theTestEventWasTaken
            : text.theTestEventWasNotTaken(tested.error ?? text.noReasonWasGiven)}
        </Notice>
      )}
      <Failure error={test.error} />
      <Failure error={set.error} />
      <DeadLetters path={path} mayChange={mayChange} onReplayed={onChanged} />
      {mayChange && (
        <div class="row-buttons">
          <button type="button" disabled={test.busy} onClick={() => void test.run()}>
            {test.busy ? text.sending : text.sendTestEvent}
          </button>
          <button type="button" onClick={() => setAsking('change')}>
            {text.askChange}
          </button>
          <button type="button" onClick={() => setAsking('rotate')}>
            {text.askRotateSecret}
          </button>
          <button type="button" onClick={() => setAsking('replay')}>
            {text.askDeliverAgain}
          </button>
          <button
            type="button"
            disabled={set.busy}
            onClick={() => void set.run(webhook.state === 'on' ? 'paused' : 'on')}
          >
            {webhook.state === 'on' ? text.pause : text.switchOn}
          </button>
          <button type="button" class="danger" onClick={() => setAsking('delete')}>
            {text.askDelete}
          </button>
        </div>
      )}
      {asking === 'change' && <WebhookDialog webhook={webhook} onClose={close} onDone={onChanged} />}
      {asking === 'rotate' && (
        <AskFirst
          title={text.rotateTheSecretOfQuestion(webhook.displayName)}
          go={text.rotate}
          onClose={close}
          perform={async () => onIssued((await request<NewWebhook>(`${path}/rotate`, { method: 'POST' })).body)}
        >
          <p>{text.aNewSecretIsShown}</p>
        </AskFirst>
      )}
      {asking === 'replay' && (
        <AskFirst
          title={text.deliverEverythingAgainToQuestion(webhook.displayName)}
          go={text.deliverAgain}
          onClose={close}
          perform={async () => {
            await request(`${path}/replay`, { method: 'POST', body: {} })
            await onChanged()
          }}
        >
          <p>{text.fromTheFirstEvent}</p>
        </AskFirst>
      )}
      {asking === 'delete' && (
        <AskFirst
          title={text.deleteQuestion(webhook.displayName)}
          go={text.delete}
          danger
          onClose={close}
          perform={async () => {
            await request(path, { method: 'DELETE' })
            await onChanged()
          }}
        >
          <p>{text.nothingMoreIsDelivered}</p>
        </AskFirst>
      )}
    </section>
  )
}

function State({ webhook: { failures, state } }: { webhook: Webhook }) {
  if (state === 'off') return <Badge tone="bad">{text.switchedOff}</Badge>
  if (state === 'paused') return <Badge tone="warn">{text.paused}</Badge>
  return failures > 0 ? <Badge tone="warn">{text.failing}</Badge> : <Badge tone="good">{text.on}</Badge>
}
