import { useState } from 'preact/hooks'

import { request } from '../../../api/request.ts'
import type { NewWebhook, Webhook } from '../../../api/types.ts'
import { useAction } from '../../../api/use-action.ts'
import { Dialog } from '../../../component/dialog.tsx'
import { Failure } from '../../../component/failure.tsx'
import { FieldIssue, isAtFields, issueAt } from '../../../component/field-issue.tsx'

interface WebhookDialogProps {
  /** The one that is changed; a new one without it. */
  readonly webhook?: Webhook
  readonly onClose: () => void
  readonly onCreated?: (made: NewWebhook) => Promise<void>
  readonly onDone: () => Promise<void>
}

/** Where a webhook is, and what it gets. */
export function WebhookDialog({ webhook, onClose, onCreated, onDone }: WebhookDialogProps) {
  const [displayName, setDisplayName] = useState(webhook?.displayName ?? '')
  const [url, setUrl] = useState(webhook?.url ?? '')
  const [types, setTypes] = useState((webhook?.types ?? []).join(', '))
  const save = useAction(async () => {
    const listed = types.split(/[\s,]+/).filter((type) => type !== '')
    const body = { displayName, url: url.trim(), types: listed.length === 0 ? null : listed }
    if (webhook === undefined) {
      const made = await request<NewWebhook>('/api/webhooks', { method: 'POST', body })
      await onCreated?.(made.body)
    } else {
      await request(`/api/webhooks/${webhook.id}`, { method: 'PATCH', body })
      await onDone()
    }
    onClose()
  })
  const urlIssue = issueAt(save.error, 'url')
  const typesIssue = issueAt(save.error, 'types') ?? issueAt(save.error, 'types[0]')
  return (
    <Dialog title={webhook === undefined ? 'New webhook' : `Change ${webhook.displayName}`} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          void save.run()
        }}
      >
        <label>
          <span>Name</span>
          <input required value={displayName} onInput={(event) => setDisplayName(event.currentTarget.value)} />
        </label>
        <label>
          <span>URL</span>
          <input
            required
            class="mono"
            placeholder="https://product.example.com/hooks/rolecall"
            value={url}
            aria-invalid={urlIssue !== undefined}
            aria-describedby="url-issue"
            onInput={(event) => setUrl(event.currentTarget.value)}
          />
        </label>
        <FieldIssue id="url-issue" issue={urlIssue} />
        <label>
          <span>Types of events, separated by commas (empty for all)</span>
          <input
            class="mono"
            placeholder="RoleGranted, RoleRevoked"
            value={types}
            aria-invalid={typesIssue !== undefined}
            aria-describedby="types-issue"
            onInput={(event) => setTypes(event.currentTarget.value)}
          />
        </label>
        <FieldIssue id="types-issue" issue={typesIssue} />
        {!isAtFields(save.error, ['url', 'types', 'types[0]']) && <Failure error={save.error} />}
        <div class="buttons">
          <button type="button" onClick={onClose}>
            Cancel
          </button>
          <button type="submit" class="primary" disabled={save.busy}>
            {webhook === undefined ? 'Create' : 'Save'}
          </button>
        </div>
      </form>
    </Dialog>
  )
}
