import { Badge } from '../../component/badge.tsx'
import { DocsLink } from '../../component/docs-link.tsx'

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
        {`${number}. ${title}`} {done && <Badge tone="good">seen</Badge>}
      </h2>
      <DocsLink page={doc}>
        Learn more<span class="visually-hidden">{` about step ${number}`}</span>
      </DocsLink>
    </div>
  )
}
