import type { Overview } from '../../api/types.ts'
import { useResource } from '../../api/use-resource.ts'
import { Failure } from '../../component/failure.tsx'
import { Placeholder } from '../../component/list.tsx'
import { PageHeader } from '../../component/page-header.tsx'
import { overviewText as text } from '../../text/overview-text.tsx'
import { Verified } from '../setup/verified.tsx'
import { Attention } from './attention.tsx'
import { History } from './history.tsx'
import { RecentChanges } from './recent-changes.tsx'
import { Requests } from './requests.tsx'

/** What an owner looks at in the morning. */
export function OverviewPage() {
  const { data: overview, error } = useResource<Overview>('/api/overview', { every: 15_000 })
  return (
    <>
      <PageHeader title={text.title}>{text.lead}</PageHeader>
      <Failure error={error} />
      {overview === undefined ? (
        error === undefined && <Placeholder />
      ) : (
        <>
          <History />
          <div class="columns">
            <div>
              <Requests />
              <RecentChanges />
            </div>
            <aside>
              <Attention overview={overview} />
              <SetUp overview={overview} />
            </aside>
          </div>
        </>
      )}
    </>
  )
}

function SetUp({ overview: { checks, verification } }: { overview: Overview }) {
  const done = checks.filter(({ state }) => state === 'done').length
  return (
    <section class="card" aria-labelledby="set-up">
      <h2 id="set-up">
        <a href="/setup">{text.setUp}</a> <span class="muted">{text.ofChecks(done, checks.length)}</span>
      </h2>
      <progress max={checks.length} value={done} aria-label={text.checksThatAreDone} />
      {verification !== null && <Verified verification={verification} />}
    </section>
  )
}
