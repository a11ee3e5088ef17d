import { useState } from 'preact/hooks'

import { useMappingChanged } from '../../api/mapping-changed.ts'
import type { MappingVersion, MappingVersionDetail, Plan } from '../../api/types.ts'
import { useAction } from '../../api/use-action.ts'
import { usePages } from '../../api/use-pages.ts'
import { useResource } from '../../api/use-resource.ts'
import { EmptyState } from '../../component/empty-state.tsx'
import { Failure } from '../../component/failure.tsx'
import { Placeholder } from '../../component/list.tsx'
import { MoreButton } from '../../component/more-button.tsx'
import { PageHeader } from '../../component/page-header.tsx'
import { useMayChange } from '../../session-context.ts'
import { usePlace } from '../../use-place.ts'
import { ApplyDialog } from './apply-dialog.tsx'
import { Diff } from './diff.tsx'
import { makePlan, type PlanProgress as Progress } from './plan/make-plan.ts'
import { PlanProgress } from './plan/plan-progress.tsx'
import { PlanView } from './plan/plan-view.tsx'
import { VersionOrigin, VersionState } from './version-state.tsx'
import { VersionStory } from './version-story.tsx'
import { mappingText as text } from '../../text/mapping-text.tsx'

const path = '/api/settings/scim-mapping/versions'

export function VersionsPage() {
  const { query, route } = usePlace()
  const pages = usePages<MappingVersion>(`${path}?limit=50`)
  useMappingChanged(pages.reload)
  const chosen = Number(query['version'] ?? pages.rows?.[0]?.version ?? Number.NaN)
  return (
    <>
      <PageHeader title={text.versionsOfTheMapping} actions={<a href="/mapping">{text.edit}</a>}>
        {text.everyMappingThatWasEver}
      </PageHeader>
      <Failure error={pages.error} />
      {pages.rows === undefined && pages.error === undefined && <Placeholder />}
      {pages.rows?.length === 0 && <EmptyState title={text.noVersionYet}>{text.writeTheFirstOne()}</EmptyState>}
      {pages.rows !== undefined && pages.rows.length > 0 && (
        <div class="versions">
          <div>
            <ol class="version-list" aria-label={text.versions}>
              {pages.rows.map((version, index, rows) => (
                <li key={version.version}>
                  <a
                    href={`/mapping/versions?version=${version.version}`}
                    aria-current={version.version === chosen ? 'true' : undefined}
                  >
                    <strong>{text.version(version.version)}</strong>{' '}
                    <VersionState version={version} next={rows[index - 1]} />
                    <VersionOrigin version={version} />
                  </a>
                </li>
              ))}
            </ol>
            <MoreButton more={pages.more} />
          </div>
          {!Number.isNaN(chosen) && (
            <Version
              key={chosen}
              version={chosen}
              onApplied={async () => {
                await pages.reload()
                route('/mapping/versions')
              }}
            />
          )}
        </div>
      )}
    </>
  )
}

function Version({ version, onApplied }: { version: number; onApplied: () => Promise<void> }) {
  const { data, error } = useResource<MappingVersionDetail>(`${path}/${version}`)
  const [plan, setPlan] = useState<Plan>()
  const [progress, setProgress] = useState<Progress>()
  const [applying, setApplying] = useState(false)
  const mayChange = useMayChange()
  const planning = useAction(async () => {
    setPlan(await makePlan({ version }, setProgress).finally(() => setProgress(undefined)))
  })
  if (data === undefined) return error === undefined ? <Placeholder /> : <Failure error={error} />
  return (
    <div>
      <VersionStory version={data} />
      <section class="card" aria-labelledby="diff">
        <h2 id="diff">{version === 1 ? text.theFirstVersion : text.whatChangedSinceVersion(version - 1)}</h2>
        <Diff diff={data.diff} text={data.text} />
      </section>
      {!data.current && mayChange && (
        <>
          <div class="buttons">
            <button type="button" disabled={planning.busy} onClick={() => void planning.run()}>
              {text.seeWhatGoingBack(version)}
            </button>
            <button type="button" class="primary" disabled={plan === undefined} onClick={() => setApplying(true)}>
              {text.askRollBack}
            </button>
          </div>
          <Failure error={planning.error} />
          {progress !== undefined && <PlanProgress progress={progress} />}
          {plan !== undefined && <PlanView plan={plan} onAgain={planning.run} />}
        </>
      )}
      {applying && plan !== undefined && (
        <ApplyDialog plan={plan} onClose={() => setApplying(false)} onApplied={onApplied} />
      )}
    </div>
  )
}
