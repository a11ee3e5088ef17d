import type { PanelPart } from '../../api/types.ts'
import { Notice } from '../../component/notice.tsx'
import { PanelTable } from './panel-table.tsx'
import { PanelValue } from './panel-value.tsx'

/** What a plugin shows; text is text, whatever it looks like. */
export function PanelParts({ parts, heading = 'h2' }: { parts: readonly PanelPart[]; heading?: 'h2' | 'h3' }) {
  return (
    <>
      {parts.map((part, index) => (
        <Part key={index} part={part} heading={heading} />
      ))}
    </>
  )
}

function Part({ part, heading: Heading }: { part: PanelPart; heading: 'h2' | 'h3' }) {
  if (part.kind === 'notice') return <Notice kind={part.tone}>{part.text}</Notice>
  if (part.kind === 'table') return <PanelTable table={part} heading={Heading} />
  return (
    <section class="card">
      <Heading>{part.title}</Heading>
      <dl class="facts">
        {part.facts.map(({ name, value }, index) => (
          <div key={index}>
            <dt>{name}</dt>
            <dd>
              <PanelValue value={value} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
