import openIcon from 'lucide/dist/esm/icons/chevron-down.mjs'
import closeIcon from 'lucide/dist/esm/icons/chevron-up.mjs'
import { useState } from 'preact/hooks'

import type { LoggedRequest, NamedThing } from '../../api/types.ts'
import { AtTime } from '../../component/at-time.tsx'
import { Badge, type Tone } from '../../component/badge.tsx'
import { Icon } from '../../component/icon.tsx'
import { GroupLink, PersonLink } from '../../component/link.tsx'
import { describeRequest, isOfOne, outcomeWords, logText as text } from '../../text/log-text.tsx'
import { isTold, StoryText } from '../../text/story-text.tsx'
import { adviceFor } from '../../text/advice-for.ts'

const tones: Readonly<Record<LoggedRequest['outcome'], Tone>> = { success: 'good', refused: 'warn', failed: 'bad' }

/** One request as a sentence; opened, everything that is known of it. */
export function LogEntry({ entry }: { entry: LoggedRequest }) {
  const [open, setOpen] = useState(false)
  const leftOut = entry.leftOut.length > 0
  const quiet = entry.outcome === 'success' && !leftOut
  return (
    <li class={quiet && entry.story.length === 0 ? 'entry quiet' : 'entry'}>
      <p class="entry-line">
        <span class="entry-time">
          <AtTime at={entry.time} />
        </span>
        <span class="entry-story">
          <Sentence entry={entry} />
          {leftOut && <span class="note">{text.leftOut(entry.leftOut.map(({ path }) => path).join(', '))}</span>}
          {entry.outcome !== 'success' && entry.detail !== null && <span class="note">{entry.detail}</span>}
        </span>
        {!quiet && (
          <Badge tone={leftOut ? 'warn' : tones[entry.outcome]}>
            {leftOut ? text.notAllOfIt : outcomeWords[entry.outcome]}
          </Badge>
        )}
      </p>
      <button type="button" class="entry-request" aria-expanded={open} onClick={() => setOpen(!open)}>
        {`${entry.method} ${entry.status}`}
        <span class="visually-hidden">{text.details}</span>
        <Icon of={open ? closeIcon : openIcon} />
      </button>
      {open && <Detail entry={entry} />}
    </li>
  )
}

function Sentence({ entry }: { entry: LoggedRequest }) {
  const { about, path, story } = entry
  if (isTold(story)) return <StoryText story={story} />
  const named = about !== null && isOfOne(path)
  return (
    <span class="sentence">
      {describeRequest(entry)} {named ? <About thing={about} /> : isOfOne(path) ? text.somethingThatIsGone : ''}
    </span>
  )
}

function About({ thing: { emailAddress, id, kind, name } }: { thing: NamedThing }) {
  if (kind === 'user' && emailAddress !== null) return <PersonLink email={emailAddress} name={name} />
  if (kind === 'group' && name !== null) return <GroupLink id={id} name={name} />
  return <>{kind === 'group' ? text.aGroupThatIsGone : text.aPersonWhoIsGone}</>
}

function Detail({ entry }: { entry: LoggedRequest }) {
  const advice = adviceFor(entry)
  return (
    <div class="log-detail">
      {advice !== null && (
        <p class="advice">
          <strong>{text.whatToDo}</strong> {advice}
        </p>
      )}
      {entry.leftOut.length > 0 && (
        <p>
          {text.answeredAsASuccess(
            entry.leftOut.map(({ path, why }) => <code key={why + path}>{`${path} (${why}) `}</code>),
          )}
        </p>
      )}
      {entry.tolerances.length > 0 && (
        <p>{text.acceptedThoughItDeviates(entry.tolerances.map((name) => <code key={name}>{name} </code>))}</p>
      )}
      <dl class="facts">
        <div>
          <dt>{text.took}</dt>
          <dd>{text.ms(Math.round(entry.durationMs * 10) / 10)}</dd>
        </div>
        {entry.provider !== null && (
          <div>
            <dt>{text.provider}</dt>
            <dd>{entry.provider}</dd>
          </div>
        )}
        <div>
          <dt>{text.requestId}</dt>
          <dd>
            <code>{entry.requestId}</code>
          </dd>
        </div>
        {entry.traceId !== null && (
          <div>
            <dt>{text.traceId}</dt>
            <dd>
              <code>{entry.traceId}</code>
            </dd>
          </div>
        )}
        <div>
          <dt>{text.path}</dt>
          <dd>
            <code>{entry.path}</code>
          </dd>
        </div>
      </dl>
      <Body title={text.sent} body={entry.request} />
      <Body title={text.answered} body={entry.response} />
    </div>
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
