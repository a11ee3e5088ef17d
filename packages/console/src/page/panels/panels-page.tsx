import type { Panel } from '../../api/types.ts'
import { useResource } from '../../api/use-resource.ts'
import { EmptyState } from '../../component/empty-state.tsx'
import { Failure } from '../../component/failure.tsx'
import { Placeholder } from '../../component/list.tsx'
import { PageHeader } from '../../component/page-header.tsx'
import { panelsText as text } from '../../text/panels-text.ts'

/** The pages that plugins add. */
export function PanelsPage() {
  const { data, error } = useResource<readonly Panel[]>('/api/panels')
  const pages = data?.filter(({ place }) => place === 'page')
  return (
    <>
      <PageHeader title={text.panels}>{text.whatThePluginsOfThisServer}</PageHeader>
      <Failure error={error} />
      {pages === undefined ? (
        error === undefined && <Placeholder />
      ) : pages.length === 0 ? (
        <EmptyState title={text.noPanel}>{text.noPluginOfThisServer}</EmptyState>
      ) : (
        <ul class="panels">
          {pages.map(({ name, plugin, summary, title }) => (
            <li key={`${plugin}/${name}`} class="card">
              <h2>
                <a href={`/panels/${plugin}/${name}`}>{title}</a>
              </h2>
              <p>{summary}</p>
              <p class="hint">{text.plugin(plugin)}</p>
            </li>
          ))}
        </ul>
      )}
    </>
  )
}
