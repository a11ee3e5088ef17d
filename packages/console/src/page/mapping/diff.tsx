/** A unified diff, line by line; the whole text where nothing came before it. */
export function Diff({ diff, text }: { diff: string; text: string }) {
  const lines = diff.split('\n').filter((line) => !/^(?:---|\+\+\+|===|Index)/.test(line))
  if (!lines.some((line) => line.startsWith('+') || line.startsWith('-'))) {
    return (
      <pre class="code" tabIndex={0}>
        {text}
      </pre>
    )
  }
  return (
    <pre class="code diff" tabIndex={0}>
      {lines.map((line, index) => (
        <span key={`${index} ${line}`} class={kindOf(line)}>
          {line}
          {'\n'}
        </span>
      ))}
    </pre>
  )
}

function kindOf(line: string): string {
  if (line.startsWith('+')) return 'added'
  if (line.startsWith('-')) return 'removed'
  return line.startsWith('@@') ? 'place' : ''
}
