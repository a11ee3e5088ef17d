import { Dialog } from '../component/dialog.tsx'

interface LeaveDialogProps {
  /** What going on is called. */
  readonly leave: string
  readonly onStay: () => void
  readonly onDiscard: () => void
  readonly onLeave: () => void
}

/** Asks who leaves a draft: it is kept, and it is not applied. */
export function LeaveDialog({ leave, onStay, onDiscard, onLeave }: LeaveDialogProps) {
  return (
    <Dialog title="Your draft of the mapping is not applied" onClose={onStay}>
      <p>It is kept in this browser, and nothing changes until you apply it.</p>
      <div class="buttons">
        <button type="button" onClick={onStay}>
          Stay
        </button>
        <button type="button" class="danger" onClick={onDiscard}>
          Discard it
        </button>
        <button type="button" class="primary" onClick={onLeave}>
          {leave}
        </button>
      </div>
    </Dialog>
  )
}
