import type { Plugin } from '../../api/types.ts'
import { useResource } from '../../api/use-resource.ts'
import { Badge } from '../../component/badge.tsx'
import { DocsLink } from '../../component/docs-link.tsx'
import { EmptyState } from '../../component/empty-state.tsx'
import { Failure } from '../../component/failure.tsx'
import { Placeholder } from '../../component/list.tsx'
import { PageHeader } from '../../component/page-header.tsx'
import { SettingsNav } from './settings-nav.tsx'

type Kind = Plugin['contributions'][number]['kind']

const titles: Readonly<Record<Kind, string>> = {
  provider: 'Speaks for',
  section: 'Sections of the mapping',
  fact: 'Facts for conditions',
  operator: 'Operators for conditions',
  effect: 'What rules may give',
  hook: 'Takes part in',
  panel: 'Panels',
  route: 'API',
}

/** The plugins that run, and what is there because of each. */
export function PluginsPage() {
  const { data, error } = useResource<readonly Plugin[]>('/api/plugins')
  return (
    <>
      <PageHeader title="Plugins">
        What runs on this server, in its order. The operator chooses them in the configuration.{' '}
        <DocsLink page="plugins">How plugins work</DocsLink>
      </PageHeader>
      <SettingsNav />
      <Failure error={error} />
      {data === undefined && error === undefined && <Placeholder />}
      {data?.length === 0 && <EmptyState title="No plugin runs.">Roles are given by hand alone then.</EmptyState>}
      <ul class="plugins">
        {data?.map((plugin) => (
          <li key={plugin.name} class="card">
            <h2>
              {plugin.name} {plugin.contributions.some(({ kind }) => kind === 'provider') && <Badge>provider</Badge>}
            </h2>
            {plugin.contributions.length === 0 ? (
              <p class="muted">It contributes nothing.</p>
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
          <dt>{titles[kind]}</dt>
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
