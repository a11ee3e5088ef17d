import checkIcon from 'lucide/dist/esm/icons/circle-check.mjs'
import nextIcon from 'lucide/dist/esm/icons/chevron-right.mjs'
import type { ComponentChildren } from 'preact'

import type { Overview } from '../../api/types.ts'
import { Icon } from '../../component/icon.tsx'
import { checkFindings, listedNotices, overviewText as text } from '../../text/overview-text.tsx'

interface Item {
  /** Where several have one title. */
  readonly id?: string
  readonly title: string
  readonly detail: ComponentChildren
  readonly href: string
  readonly next: string
}

/** What waits for somebody, each with the click that leads on. */
export function Attention({ overview }: { overview: Overview }) {
  const items = toItems(overview)
  return (
    <section class="card" aria-labelledby="attention">
      <h2 id="attention">
        {text.attention} {items.length > 0 && <span class="nav-count">{items.length}</span>}
      </h2>
      {items.length === 0 ? (
        <p class="calm">
          <Icon of={checkIcon} />
          <span>
            <strong>{text.nothing}</strong>{' '}
            <span class="muted">{isAllDone(overview) ? text.nothingMore : text.nothingBut}</span>
          </span>
        </p>
      ) : (
        <ul class="todo">
          {items.map(({ detail, href, id, next, title }) => (
            <li key={id ?? title}>
              <a href={href}>
                <span>
                  <strong>{title}</strong>
                  <span class="note">{detail}</span>
                </span>
                <span class="next">
                  {next}
                  <Icon of={nextIcon} />
                </span>
              </a>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

function isAllDone({ checks }: Overview): boolean {
  return checks.every(({ state }) => state === 'done')
}

function toItems(overview: Overview): readonly Item[] {
  const { checks, decisionsPaused, notices, openHolds, ownerlessSince, verification } = overview
  const items: Item[] = []
  if (openHolds > 0)
    items.push({
      title: text.forADecision(openHolds),
      detail: text.heldBackBecauseItLooks,
      href: '/holds',
      next: text.decide,
    })
  if (ownerlessSince !== null)
    items.push({
      title: text.ownerless,
      detail: text.giveSomebodyTheRole,
      href: '/people',
      next: text.people,
    })
  if (decisionsPaused)
    items.push({
      title: text.paused,
      detail: text.everybodyKeepsTheRoles,
      href: '/mapping',
      next: text.mapping,
    })
  if (verification !== null && (verification.failure !== null || verification.differences > 0))
    items.push({
      title: verification.failure === null ? text.notAsComputed(verification.differences) : text.unverified,
      detail: verification.failure ?? verification.examples[0]?.what ?? '',
      href: '/setup',
      next: text.look,
    })
  for (const { code, message, subject } of notices) {
    const listed = listedNotices[code]
    if (listed !== undefined) items.push({ ...listed, id: subject, detail: message, next: text.look })
  }
  for (const { affected, examples, name, of, state } of checks) {
    if (state !== 'attention') continue
    items.push({
      title: checkFindings[name],
      detail: [of > 0 ? text.of(affected, of) : '', examples.slice(0, 2).join(', ')].filter(Boolean).join(': '),
      href: '/setup',
      next: text.whatToDo,
    })
  }
  return items
}
