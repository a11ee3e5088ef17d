import { toPanelPath } from '../../api/to-panel-path.ts'
import type { Panel, PanelContent } from '../../api/types.ts'
import { useResource } from '../../api/use-resource.ts'
import { Failure } from '../../component/failure.tsx'
import { PanelParts } from './panel-parts.tsx'

/** What plugins show of a person; nothing where no plugin does. */
export function PersonPanels({ email }: { email: string }) {
  const { data } = useResource<readonly Panel[]>('/api/panels')
  return (
    <>
      {(data ?? [])
        .filter(({ place }) => place === 'person')
        .map((panel) => (
          <PersonPanel key={`${panel.plugin}/${panel.name}`} panel={panel} email={email} />
        ))}
    </>
  )
}

function PersonPanel({ panel, email }: { panel: Panel; email: string }) {
  const { data, error } = useResource<PanelContent>(`${toPanelPath(panel)}?email=${encodeURIComponent(email)}`)
  const id = `panel-${panel.plugin}-${panel.name}`
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{panel.title}</h2>
      <p class="hint">{panel.summary}</p>
      <Failure error={error} />
      {data !== undefined && <PanelParts parts={data.parts} heading="h3" />}
    </section>
  )
}
