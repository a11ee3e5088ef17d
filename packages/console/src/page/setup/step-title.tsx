import { Badge } from '../../component/badge.tsx'
import { DocsLink } from '../../component/docs-link.tsx'
import { setupText as text } from '../../text/setup-text.tsx'

interface StepTitleProps {
  readonly number: number
  readonly title: string
  /** Whether what has arrived shows that it was done. */
  readonly done: boolean
  /** The guide that has it at length. */
  readonly doc: string
}

export function StepTitle({ number, title, done, doc }: StepTitleProps) {
  return (
    <div class="step-title">
      <h2>
        {`${number}. ${title}`} {done && <Badge tone="good">{text.seen}</Badge>}
      </h2>
      <DocsLink page={doc}>{text.learnMore(number)}</DocsLink>
    </div>
  )
}
