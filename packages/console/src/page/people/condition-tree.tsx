import type { Condition } from '../../api/types.ts'
import { personText as text } from '../../text/person-text.tsx'

/** A condition of a rule with what decided it, as the server has traced it. */
export function ConditionTree({ condition }: { condition: Condition }) {
  const parts = 'parts' in condition ? condition.parts : 'part' in condition ? [condition.part] : []
  return (
    <ul class="conditions">
      <li>
        <span class={condition.result ? 'yes' : 'no'}>{condition.result ? text.true : text.false}</span>{' '}
        <code>{condition.text}</code>
        {'fact' in condition && (
          <span class="muted">
            {text.hereItIs(condition.fact === null ? text.notSet : JSON.stringify(condition.fact))}
          </span>
        )}
        {parts.map((part) => (
          <ConditionTree key={part.text} condition={part} />
        ))}
      </li>
    </ul>
  )
}
