import type { Diagnostic } from '../../api/types.ts'
import type { TestReport } from '../../api/types.ts'
import { Badge } from '../../component/badge.tsx'

/** What is wrong with the text as it stands, and how its tests went. */
export function Problems({
  diagnostics,
  tests,
}: {
  diagnostics: readonly Diagnostic[] | undefined
  tests: TestReport | null
}) {
  return (
    <section class="card" aria-labelledby="problems" aria-live="polite">
      <h2 id="problems">Check</h2>
      {diagnostics === undefined ? (
        <p class="muted">It is checked as you write.</p>
      ) : diagnostics.length === 0 ? (
        <p>
          <Badge tone="good">✓ No problems</Badge>
        </p>
      ) : (
        <ul class="problems">
          {diagnostics.map(({ severity, line, column, code, message }) => (
            <li key={`${line}:${column}:${code}:${message}`}>
              <Badge tone={severity === 'error' ? 'bad' : 'warn'}>{severity}</Badge>{' '}
              <span class="muted">{`line ${line}, column ${column}`}</span>
              <p>{message}</p>
            </li>
          ))}
        </ul>
      )}
      {tests !== null && tests.results.length > 0 && <Tests tests={tests} />}
    </section>
  )
}

function Tests({ tests }: { tests: TestReport }) {
  return (
    <>
      <h3>Tests</h3>
      <ul class="problems">
        {tests.results.map(({ name, line, outcome, problems }) => (
          <li key={`${line} ${name}`}>
            <Badge tone={outcome === 'passed' ? 'good' : 'bad'}>{outcome}</Badge> {name}{' '}
            <span class="muted">{`line ${line}`}</span>
            {problems.map((problem) => (
              <p key={problem}>{problem}</p>
            ))}
          </li>
        ))}
      </ul>
      <p class="muted">{`${tests.coverage.covered} of ${tests.coverage.rules} rules are covered.`}</p>
    </>
  )
}
