import { request } from '../../../api/request.ts'
import type { NewWebhook, Webhook } from '../../../api/types.ts'
import { useAction } from '../../../api/use-action.ts'
import { FormDialog } from '../../../component/form-dialog.tsx'
import { FieldIssue, issueAt } from '../../../component/field-issue.tsx'
import { useKept } from '../../../component/use-kept.ts'
import { webhooksText as text } from '../../../text/webhooks-text.tsx'
import { toWebhook } from './to-webhook.ts'

interface WebhookDialogProps {
  /** The one that is changed; a new one without it. */
  readonly webhook?: Webhook
  readonly onClose: () => void
  readonly onCreated?: (made: NewWebhook) => Promise<void>
  readonly onDone: () => Promise<void>
}

/** Where a webhook is, and what it gets. */
export function WebhookDialog({ webhook, onClose, onCreated, onDone }: WebhookDialogProps) {
  const initial = {
    displayName: webhook?.displayName ?? '',
    url: webhook?.url ?? '',
    types: (webhook?.types ?? []).join(', '),
  }
  const { field, forget, values } = useKept(`webhook.${webhook?.id ?? 'new'}`, initial)
  const save = useAction(async () => {
    const body = toWebhook(values, initial)
    if (webhook === undefined) {
      const made = await request<NewWebhook>('/api/webhooks', { method: 'POST', body })
      await onCreated?.(made.body)
    } else {
      await request(`/api/webhooks/${webhook.id}`, { method: 'PATCH', body })
      await onDone()
    }
    forget()
    onClose()
  })
  const urlIssue = issueAt(save.error, 'url')
  const typesIssue = issueAt(save.error, 'types') ?? issueAt(save.error, 'types[0]')
  return (
    <FormDialog
      title={webhook === undefined ? text.newWebhook : text.change(webhook.displayName)}
      action={save}
      go={webhook === undefined ? text.create : text.save}
      fields={['url', 'types', 'types[0]']}
      onClose={onClose}
      onCancel={() => {
        forget()
        onClose()
      }}
    >
      <label>
        <span>{text.name}</span>
        <input required {...field('displayName')} />
      </label>
      <label>
        <span>{text.url}</span>
        <input
          required
          class="mono"
          placeholder="https://product.example.com/hooks/rolecall"
          {...field('url')}
          aria-invalid={urlIssue !== undefined}
          aria-describedby="url-issue"
        />
      </label>
      <FieldIssue id="url-issue" issue={urlIssue} />
      <label>
        <span>{text.typesOfEventsSeparated}</span>
        <input
          class="mono"
          placeholder={text.roleGrantedRoleRevoked}
          {...field('types')}
          aria-invalid={typesIssue !== undefined}
          aria-describedby="types-issue"
        />
      </label>
      <FieldIssue id="types-issue" issue={typesIssue} />
    </FormDialog>
  )
}
