import { useState } from 'preact/hooks'
import { useRoute } from 'preact-iso'

import { toPanelPath } from '../../api/to-panel-path.ts'
import type { Panel, PanelContent } from '../../api/types.ts'
import { useResource } from '../../api/use-resource.ts'
import { Failure } from '../../component/failure.tsx'
import { Placeholder } from '../../component/list.tsx'
import { PageHeader } from '../../component/page-header.tsx'
import { PanelParts } from './panel-parts.tsx'
import { panelsText as text } from '../../text/panels-text.ts'

/** A page of a plugin, which has only data to show. */
export function PanelPage() {
  const { params } = useRoute()
  const [plugin, name] = [params['plugin'] ?? '', params['panel'] ?? '']
  const first = `${toPanelPath({ plugin, name })}?limit=50`
  const [turned, setTurned] = useState<{ readonly first: string; readonly path: string }>()
  const path = turned?.first === first ? turned.path : first
  const { data: panels } = useResource<readonly Panel[]>('/api/panels')
  const { data, error, reply } = useResource<PanelContent>(path)
  const panel = panels?.find((one) => one.plugin === plugin && one.name === name)
  const next = reply?.next ?? null
  const turn = (to: string): void => {
    setTurned({ first, path: to })
    window.scrollTo(0, 0)
  }
  return (
    <>
      <PageHeader title={panel?.title ?? data?.title ?? name}>
        {panel?.summary ?? ''} <a href="/panels">{text.allPanels}</a>
      </PageHeader>
      <Failure error={error} />
      {data === undefined ? error === undefined && <Placeholder /> : <PanelParts parts={data.parts} />}
      {(next !== null || path !== first) && (
        <p class="more buttons">
          {path !== first && (
            <button type="button" onClick={() => turn(first)}>
              {text.firstPage}
            </button>
          )}
          {next !== null && (
            <button type="button" onClick={() => turn(next)}>
              {text.nextPage}
            </button>
          )}
        </p>
      )}
    </>
  )
}
