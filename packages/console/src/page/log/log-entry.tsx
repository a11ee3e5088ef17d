import { useState } from 'preact/hooks'

import type { LoggedRequest } from '../../api/types.ts'
import { Badge, type Tone } from '../../component/badge.tsx'
import { TimeAgo } from '../../component/time-ago.tsx'
import { adviceFor } from './advice-for.ts'

const outcomes: Readonly<Record<LoggedRequest['outcome'], readonly [Tone, string]>> = {
  success: ['good', 'worked'],
  refused: ['warn', 'refused'],
  failed: ['bad', 'failed here'],
}

/** One request; opened, everything that is known of it. */
export function LogEntry({ entry }: { entry: LoggedRequest }) {
  const [open, setOpen] = useState(false)
  const [tone, word] = outcomes[entry.outcome]
  const advice = adviceFor(entry)
  return (
    <li>
      <details onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>
          <span class="log-method">{entry.method}</span>
          <span class="log-path">{shorten(entry.path)}</span>
          <Badge tone={entry.leftOut.length > 0 ? 'warn' : tone}>
            {`${entry.status} ${entry.leftOut.length > 0 ? 'not all of it' : word}`}
          </Badge>
          <span class="log-time">
            <TimeAgo at={entry.time} />
          </span>
        </summary>
        {open && (
          <div class="log-detail">
            {entry.detail !== null && <p>{entry.detail}</p>}
            {advice !== null && (
              <p class="advice">
                <strong>What to do:</strong> {advice}
              </p>
            )}
            {entry.leftOut.length > 0 && (
              <p>
                Answered as a success, and not done:{' '}
                {entry.leftOut.map(({ path, why }) => (
                  <code key={why + path}>{`${path} (${why}) `}</code>
                ))}
              </p>
            )}
            {entry.tolerances.length > 0 && (
              <p>
                Accepted though it deviates from the standard:{' '}
                {entry.tolerances.map((name) => (
                  <code key={name}>{name} </code>
                ))}
              </p>
            )}
            <dl class="facts">
              <div>
                <dt>Took</dt>
                <dd>{`${Math.round(entry.durationMs * 10) / 10} ms`}</dd>
              </div>
              {entry.provider !== null && (
                <div>
                  <dt>Provider</dt>
                  <dd>{entry.provider}</dd>
                </div>
              )}
              <div>
                <dt>Request id</dt>
                <dd>
                  <code>{entry.requestId}</code>
                </dd>
              </div>
              <div>
                <dt>Path</dt>
                <dd>
                  <code>{entry.path}</code>
                </dd>
              </div>
            </dl>
            <Body title="Sent" body={entry.request} />
            <Body title="Answered" body={entry.response} />
          </div>
        )}
      </details>
    </li>
  )
}

function Body({ title, body }: { title: string; body: unknown }) {
  if (body === null || body === undefined) return null
  return (
    <>
      <h3>{title}</h3>
      <pre class="code" tabIndex={0}>
        {JSON.stringify(body, null, 2)}
      </pre>
    </>
  )
}

function shorten(path: string): string {
  const short = path.replace(/^\/api\/scim\/v2/, '')
  try {
    return decodeURIComponent(short)
  } catch {
    return short
  }
}
