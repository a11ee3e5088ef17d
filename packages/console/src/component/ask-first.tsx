import type { ComponentChildren } from 'preact'

import { useAction } from '../api/use-action.ts'
import { Dialog } from './dialog.tsx'
import { Failure } from './failure.tsx'

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
    <Dialog title={title} onClose={onClose}>
      {children}
      <Failure error={action.error} />
      <div class="buttons">
        <button type="button" onClick={onClose}>
          Not now
        </button>
        <button
          type="button"
          class={danger ? 'danger primary' : 'primary'}
          disabled={action.busy}
          onClick={() => void action.run()}
        >
          {go}
        </button>
      </div>
    </Dialog>
  )
}
