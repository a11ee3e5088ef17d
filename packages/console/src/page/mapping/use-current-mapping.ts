import { useMemo } from 'preact/hooks'

import { useResource } from '../../api/use-resource.ts'

/** The mapping that is in force; version 0, without a text, before the first. */
export interface CurrentMapping {
  readonly version: number
  readonly text: string
}

export interface LoadedMapping {
  readonly current: CurrentMapping | undefined
  readonly error: Error | undefined
  readonly reload: () => Promise<void>
}

export function useCurrentMapping(): LoadedMapping {
  const { reply, error, reload } = useResource<string>('/api/settings/scim-mapping', { accept: 'application/yaml' })
  const current = useMemo(
    () => reply && { version: Number(/\d+/.exec(reply.etag ?? '')?.[0] ?? 0), text: reply.body ?? '' },
    [reply],
  )
  return { current, error, reload }
}
