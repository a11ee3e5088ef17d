import type { ComponentChildren } from 'preact'

import type { Finding } from '../api/types.ts'
import { Notice } from './notice.tsx'

/** What is odd about what the provider sends of somebody, or of a group, with the others that it is about. */
export function Findings({
  findings,
  toLink,
}: {
  findings: readonly Finding[]
  toLink: (name: string) => ComponentChildren
}) {
  return (
    <>
      {findings.map(({ code, message, others = [] }) => (
        <Notice key={code + message} kind="warning">
          {message}
          {others.length > 0 && ': '}
          {others.map((name, index) => (
            <span key={name}>
              {index > 0 && ', '}
              {toLink(name)}
            </span>
          ))}
        </Notice>
      ))}
    </>
  )
}
