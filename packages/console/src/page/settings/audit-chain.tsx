import { useState } from 'preact/hooks'

import { request } from '../../api/request.ts'
import type { AuditVerdict } from '../../api/types.ts'
import { useAction } from '../../api/use-action.ts'
import { number } from '../../text/count.ts'
import { DocsLink } from '../../component/docs-link.tsx'
import { Failure } from '../../component/failure.tsx'
import { Notice } from '../../component/notice.tsx'
import { auditText as text, breakWords } from '../../text/audit-text.tsx'

/** Whether every event is as it was written, when one asks: all of them are read for it. */
export function AuditChain() {
  const [verdict, setVerdict] = useState<AuditVerdict>()
  const check = useAction(async () => setVerdict((await request<AuditVerdict>('/api/audit/verification')).body))
  return (
    <div class="audit-chain">
      <p>
        <button type="button" disabled={check.busy} onClick={() => void check.run()}>
          {check.busy ? text.checking : text.check}
        </button>{' '}
        <span class="hint">{text.sealed}</span>
      </p>
      <Failure error={check.error} />
      {verdict !== undefined && <Verdict verdict={verdict} />}
    </div>
  )
}

function Verdict({ verdict: { anchor, breaks, broken, events, head, older } }: { verdict: AuditVerdict }) {
  const said = anchor !== null && <p>{`${text.anchored} ${anchor.actor ?? '–'}: ${anchor.reason}`}</p>
  if (broken !== null)
    return (
      <Notice kind="error">
        <p>
          <strong>{text.broken}</strong>{' '}
          {`${broken.at ?? text.end} ${breakWords[broken.problem]} (${number(breaks)}). `}
          <DocsLink page="audit#verify-it">{text.next}</DocsLink>
        </p>
        {said}
      </Notice>
    )
  return (
    <Notice kind="success">
      <p>
        <strong>{text.whole}</strong> {`${number(events)} ${text.events}`}
        {older > 0 && `, ${number(older)} ${text.older}`}.
      </p>
      {head !== null && (
        <p>
          {text.keep} <code>{head}</code>
        </p>
      )}
      {said}
    </Notice>
  )
}
