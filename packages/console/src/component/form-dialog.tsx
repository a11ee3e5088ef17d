import type { ComponentChildren } from 'preact'

import type { Action } from '../api/use-action.ts'
import { Dialog } from './dialog.tsx'
import { Failure } from './failure.tsx'
import { isAtFields } from './field-issue.tsx'
import { commonText as text } from '../text/common-text.ts'

interface FormDialogProps {
  readonly title: string
  readonly action: Action<[]>
  /** What doing it is called. */
  readonly go: string
  /** What leaving it is called. */
  readonly cancel?: string
  readonly danger?: boolean
  /** Whether what is typed can't be sent yet. */
  readonly incomplete?: boolean
  /** Paths of the request whose refusal stands at a field. */
  readonly fields?: readonly string[]
  readonly onClose: () => void
  /** Where leaving it by its button is more than closing it. */
  readonly onCancel?: () => void
  readonly children: ComponentChildren
}

/** A question or a form above the page: why it did not work, and the two buttons that end it. */
export function FormDialog({
  title,
  action,
  go,
  cancel = text.cancel,
  danger = false,
  incomplete = false,
  fields = [],
  onClose,
  onCancel = onClose,
  children,
}: FormDialogProps) {
  return (
    <Dialog title={title} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (!incomplete) void action.run()
        }}
      >
        {children}
        {!isAtFields(action.error, fields) && <Failure error={action.error} />}
        <div class="buttons">
          <button type="button" onClick={onCancel}>
            {cancel}
          </button>
          <button type="submit" class={danger ? 'danger primary' : 'primary'} disabled={action.busy || incomplete}>
            {go}
          </button>
        </div>
      </form>
    </Dialog>
  )
}
