import type { ComponentChildren } from 'preact'

import { useAction } from '../api/use-action.ts'
import { FormDialog } from './form-dialog.tsx'
import { commonText as text } from '../text/common-text.ts'

interface AskFirstProps {
  readonly title: string
  /** What going on is called. */
  readonly go: string
  readonly danger?: boolean
  readonly onClose: () => void
  readonly perform: () => Promise<unknown>
  /** What it does. */
  readonly children: ComponentChildren
}

/** Says what something does before it is done. */
export function AskFirst({ title, go, danger = false, onClose, perform, children }: AskFirstProps) {
  const action = useAction(async () => {
    await perform()
    onClose()
  })
  return (
    <FormDialog title={title} action={action} go={go} cancel={text.notNow} danger={danger} onClose={onClose}>
      {children}
    </FormDialog>
  )
}
