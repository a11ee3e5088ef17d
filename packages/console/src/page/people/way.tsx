import type { ExplainedGrant } from '../../api/types.ts'
import { TimeAgo } from '../../component/time-ago.tsx'

/** By which version of the mapping, and by which write, something came about. */
export function Way({ cause, mapping }: Pick<ExplainedGrant, 'cause' | 'mapping'>) {
  return (
    <>
      {mapping !== null && (
        <p>
          <a href={`/mapping/versions?version=${mapping.version}`}>{`Version ${mapping.version} of the mapping`}</a>
          {mapping.author === null ? '' : ` by ${mapping.author}`}, <TimeAgo at={mapping.created} />.
        </p>
      )}
      {cause !== null && (
        <p>
          It began <TimeAgo at={cause.time} />
          {cause.keyName === null ? '' : `, by the key ${cause.keyName}`}
          {cause.kind === 'scim' && cause.requestId !== null && (
            <>
              {', with '}
              <a href={`/log?q=${encodeURIComponent(cause.requestId)}`}>this request</a>
            </>
          )}
          .
        </p>
      )}
    </>
  )
}
