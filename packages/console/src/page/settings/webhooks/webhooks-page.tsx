import { useState } from 'preact/hooks'

import type { NewWebhook, Webhook } from '../../../api/types.ts'
import { useResource } from '../../../api/use-resource.ts'
import { CopyField } from '../../../component/copy-field.tsx'
import { EmptyState } from '../../../component/empty-state.tsx'
import { Failure } from '../../../component/failure.tsx'
import { Placeholder } from '../../../component/list.tsx'
import { Notice } from '../../../component/notice.tsx'
import { PageHeader } from '../../../component/page-header.tsx'
import { useMayChange } from '../../../session-context.ts'
import { SettingsNav } from '../settings-nav.tsx'
import { Receipts } from './receipts.tsx'
import { WebhookCard } from './webhook-card.tsx'
import { WebhookDialog } from './webhook-dialog.tsx'
import { webhooksText as text } from '../../../text/webhooks-text.tsx'

/** Where events are posted to, and what has become of them. */
export function WebhooksPage() {
  const { data, error, reload } = useResource<readonly Webhook[]>('/api/webhooks', { every: 10_000 })
  const [creating, setCreating] = useState(false)
  const [issued, setIssued] = useState<NewWebhook>()
  const mayChange = useMayChange()
  const issue = async (made: NewWebhook): Promise<void> => {
    setIssued(made)
    await reload()
  }
  return (
    <>
      <PageHeader
        title={text.webhooks}
        actions={
          mayChange && (
            <button type="button" class="primary" onClick={() => setCreating(true)}>
              {text.newWebhook}
            </button>
          )
        }
      >
        {text.yourApplicationHearsAtOnce()}
      </PageHeader>
      <SettingsNav />
      <Failure error={error} />
      {issued !== undefined && (
        <Notice kind="success">
          <p>{text.copyItNowItIsShown()}</p>
          <CopyField label={text.signingSecretOf(issued.displayName)} value={issued.secret} secret />
        </Notice>
      )}
      {data === undefined && error === undefined && <Placeholder />}
      {data?.length === 0 && <EmptyState title={text.noWebhookYet}>{text.withoutOneYourApplication}</EmptyState>}
      {data?.map((webhook) => (
        <WebhookCard key={webhook.id} webhook={webhook} onChanged={reload} onIssued={issue} />
      ))}
      {data !== undefined && data.length > 0 && <Receipts />}
      {creating && <WebhookDialog onClose={() => setCreating(false)} onCreated={issue} onDone={reload} />}
    </>
  )
}
