import type { Diagnostic } from '../../api/types.ts'
import type { TestReport } from '../../api/types.ts'
import { Badge } from '../../component/badge.tsx'
import { mappingText as text } from '../../text/mapping-text.tsx'

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
      <h2 id="problems">{text.check}</h2>
      {diagnostics === undefined ? (
        <p class="muted">{text.itIsCheckedAsYouWrite}</p>
      ) : diagnostics.length === 0 ? (
        <p>
          <Badge tone="good">{text.noProblems}</Badge>
        </p>
      ) : (
        <ul class="problems">
          {diagnostics.map(({ severity, line, column, code, message }) => (
            <li key={`${line}:${column}:${code}:${message}`}>
              <Badge tone={severity === 'error' ? 'bad' : 'warn'}>{severity}</Badge>{' '}
              <span class="muted">{text.lineColumn(line, column)}</span>
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
      <h3>{text.tests}</h3>
      <ul class="problems">
        {tests.results.map(({ name, line, outcome, problems }) => (
          <li key={`${line} ${name}`}>
            <Badge tone={outcome === 'passed' ? 'good' : 'bad'}>{outcome}</Badge> {name}{' '}
            <span class="muted">{text.line(line)}</span>
            {problems.map((problem) => (
              <p key={problem}>{problem}</p>
            ))}
          </li>
        ))}
      </ul>
      <p class="muted">{text.ofRulesAreCovered(tests.coverage.covered, tests.coverage.rules)}</p>
    </>
  )
}
