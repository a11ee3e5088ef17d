import { Dialog } from '../component/dialog.tsx'
import { draftText as text } from '../text/draft-text.ts'

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
    <Dialog title={text.yourDraftOfTheMapping} onClose={onStay}>
      <p>{text.itIsKeptInThisBrowser}</p>
      <div class="buttons">
        <button type="button" onClick={onStay}>
          {text.stay}
        </button>
        <button type="button" class="danger" onClick={onDiscard}>
          {text.discardIt}
        </button>
        <button type="button" class="primary" onClick={onLeave}>
          {leave}
        </button>
      </div>
    </Dialog>
  )
}
