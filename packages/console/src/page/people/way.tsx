import type { ExplainedGrant } from '../../api/types.ts'
import { TimeAgo } from '../../component/time-ago.tsx'
import { personText as text } from '../../text/person-text.tsx'

/** By which version of the mapping, and by which write, something came about. */
export function Way({ cause, mapping }: Pick<ExplainedGrant, 'cause' | 'mapping'>) {
  return (
    <>
      {mapping !== null && (
        <p>
          <a href={`/mapping/versions?version=${mapping.version}`}>{text.versionOfTheMapping(mapping.version)}</a>
          {mapping.author === null ? '' : text.byOf(mapping.author)}, <TimeAgo at={mapping.created} />.
        </p>
      )}
      {cause !== null && (
        <p>
          {text.itBegan(
            <TimeAgo at={cause.time} />,
            cause.keyName === null ? '' : text.byTheKey(cause.keyName),
            cause.kind === 'scim' && cause.requestId !== null && (
              <>
                {text.with}
                <a href={`/log?q=${encodeURIComponent(cause.requestId)}`}>{text.thisRequest}</a>
              </>
            ),
          )}
        </p>
      )}
    </>
  )
}
