import type { Plugin } from '../../api/types.ts'
import { useResource } from '../../api/use-resource.ts'
import { Badge } from '../../component/badge.tsx'
import { EmptyState } from '../../component/empty-state.tsx'
import { Failure } from '../../component/failure.tsx'
import { Placeholder } from '../../component/list.tsx'
import { PageHeader } from '../../component/page-header.tsx'
import { SettingsNav } from './settings-nav.tsx'
import { contributionTitles, settingsText as text } from '../../text/settings-text.tsx'

/** The plugins that run, and what is there because of each. */
export function PluginsPage() {
  const { data, error } = useResource<readonly Plugin[]>('/api/plugins')
  return (
    <>
      <PageHeader title={text.plugins}>{text.whatRunsOnThisServer()}</PageHeader>
      <SettingsNav />
      <Failure error={error} />
      {data === undefined && error === undefined && <Placeholder />}
      {data?.length === 0 && <EmptyState title={text.noPluginRuns}>{text.rolesAreGivenByHand}</EmptyState>}
      <ul class="plugins">
        {data?.map((plugin) => (
          <li key={plugin.name} class="card">
            <h2>
              {plugin.name}{' '}
              {plugin.contributions.some(({ kind }) => kind === 'provider') && <Badge>{text.provider}</Badge>}
            </h2>
            {plugin.contributions.length === 0 ? (
              <p class="muted">{text.itContributesNothing}</p>
            ) : (
              <Contributions plugin={plugin} />
            )}
          </li>
        ))}
      </ul>
    </>
  )
}

function Contributions({ plugin: { contributions } }: { plugin: Plugin }) {
  const kinds = [...new Set(contributions.map(({ kind }) => kind))]
  return (
    <dl class="contributions">
      {kinds.map((kind) => (
        <div key={kind}>
          <dt>{contributionTitles[kind]}</dt>
          {contributions
            .filter((one) => one.kind === kind)
            .map(({ name, summary }) => (
              <dd key={name}>
                {kind === 'provider' || kind === 'panel' ? name : <code>{name}</code>}
                {summary !== null && <span class="note">{summary}</span>}
              </dd>
            ))}
        </div>
      ))}
    </dl>
  )
}
