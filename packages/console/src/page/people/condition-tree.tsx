/** A condition of a rule with what decided it, as the server has traced it. */
export interface Condition {
  readonly result: boolean
  readonly text: string
  readonly kind: string
  readonly parts?: readonly Condition[]
  readonly part?: Condition
  readonly fact?: unknown
}

export function ConditionTree({ condition }: { condition: Condition }) {
  const parts = condition.parts ?? (condition.part === undefined ? [] : [condition.part])
  return (
    <ul class="conditions">
      <li>
        <span class={condition.result ? 'yes' : 'no'}>{condition.result ? '✓ true' : '✗ false'}</span>{' '}
        <code>{condition.text}</code>
        {condition.fact !== undefined && (
          <span class="muted">{` here it is ${condition.fact === null ? 'not set' : JSON.stringify(condition.fact)}`}</span>
        )}
        {parts.map((part) => (
          <ConditionTree key={part.text} condition={part} />
        ))}
      </li>
    </ul>
  )
}
