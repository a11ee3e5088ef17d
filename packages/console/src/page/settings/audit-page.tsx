import type { ApiKey, AuditEvent } from '../../api/types.ts'
import { usePages } from '../../api/use-pages.ts'
import { useResource } from '../../api/use-resource.ts'
import { EmptyState } from '../../component/empty-state.tsx'
import { List, type Column } from '../../component/list.tsx'
import { PageHeader } from '../../component/page-header.tsx'
import { TimeAgo } from '../../component/time-ago.tsx'
import { useMayChange } from '../../session-context.ts'
import { useFilters } from '../../filter/use-filters.ts'
import { AuditChain } from './audit-chain.tsx'
import { AuditChange } from './audit-change.tsx'
import { SettingsNav } from './settings-nav.tsx'
import { auditText as text } from '../../text/audit-text.tsx'

const kinds: readonly AuditEvent['kind'][] = [
  'sign-in',
  'key',
  'connection',
  'member',
  'team',
  'settings',
  'mapping',
  'hold',
  'verification',
  'delivery',
  'operation',
  'reading',
]

const columnsWith = (names: ReadonlyMap<string, string>): readonly Column<AuditEvent>[] => [
  { title: text.what, cell: ({ type, subject }) => <What type={type} subject={subject} names={names} /> },
  { title: text.who, cell: ({ actor }) => <Who actor={actor} names={names} /> },
  { title: text.when, cell: ({ time }) => <TimeAgo at={time} /> },
  { title: text.whatChanged, wide: true, cell: ({ data }) => <AuditChange data={data} /> },
]

/** Who did what, and from where. */
export function AuditPage() {
  const [{ actor, from, kind }, set] = useFilters(['kind', 'actor', 'from'])
  const mayChange = useMayChange()
  const { data: keys = [] } = useResource<readonly ApiKey[]>('/api/api-keys')
  const query = new URLSearchParams({
    limit: '50',
    ...(kind !== '' && { kind }),
    ...(actor.trim() !== '' && { actor: actor.trim() }),
    ...(from !== '' && { from: `${from}T00:00:00Z` }),
  })
  const pages = usePages<AuditEvent>(`/api/audit?${query.toString()}`)
  return (
    <>
      <PageHeader
        title={text.audit}
        actions={
          mayChange && (
            <a href="/api/audit/export" download="rolecall-audit.jsonl">
              {text.exportEverything}
            </a>
          )
        }
      >
        {text.whoDidWhatAndFromWhere()}
      </PageHeader>
      <SettingsNav />
      {mayChange && <AuditChain />}
      <div class="filters">
        <label>
          <span>{text.about}</span>
          <select value={kind} onChange={(event) => set('kind', event.currentTarget.value)}>
            <option value="">{text.everything}</option>
            {kinds.map((one) => (
              <option key={one}>{one}</option>
            ))}
          </select>
        </label>
        <label>
          <span>{text.byIdOfAKey}</span>
          <input list="audit-actors" value={actor} onChange={(event) => set('actor', event.currentTarget.value)} />
        </label>
        <datalist id="audit-actors">
          <option value="server" />
          {keys.map(({ displayName, id }) => (
            <option key={id} value={id}>
              {displayName}
            </option>
          ))}
        </datalist>
        <label>
          <span>{text.fromUtc}</span>
          <input type="date" value={from} onInput={(event) => set('from', event.currentTarget.value)} />
        </label>
      </div>
      <List
        caption={text.audit}
        pages={pages}
        columns={columnsWith(new Map(keys.map(({ displayName, id }) => [id, displayName])))}
        rowKey={({ id }) => id}
        empty={<EmptyState title={text.nothingLikeThat}>{text.askForAnotherKind}</EmptyState>}
      />
    </>
  )
}

type Names = ReadonlyMap<string, string>

function What({ type, subject, names }: Pick<AuditEvent, 'type' | 'subject'> & { names: Names }) {
  // ApiKeyCreated → API key created
  const words = type.replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase()
  return (
    <>
      {words.charAt(0).toUpperCase() + words.slice(1).replace(/^pi /, 'PI ')}
      <span class="note">{names.get(subject.slice('api-keys/'.length)) ?? subject}</span>
    </>
  )
}

function Who({ actor: { address, id, keyId = id ?? '', kind }, names }: Pick<AuditEvent, 'actor'> & { names: Names }) {
  return (
    <>
      {kind}
      {id !== null && <span class="note">{names.get(keyId) ?? id}</span>}
      {address !== undefined && <span class="note">{text.from(address)}</span>}
    </>
  )
}
