import { useEffect } from 'preact/hooks'

import type { Overview } from '../api/types.ts'
import { useResource } from '../api/use-resource.ts'
import { Failure } from '../component/failure.tsx'
import { Placeholder } from '../component/list.tsx'
import { usePlace } from '../use-place.ts'
import { isSetUp } from './overview/is-set-up.ts'

/** Where one comes to: how it goes, or, as long as it does not go yet, how it is set up. */
export function HomePage() {
  const { route } = usePlace()
  const { data, error } = useResource<Overview>('/api/overview')
  useEffect(() => {
    if (data !== undefined) route(isSetUp(data) ? '/overview' : '/setup', true)
  }, [data])
  return error === undefined ? <Placeholder /> : <Failure error={error} />
}
