import type { AppliedMapping } from '@rolecall/core/mapping/apply-difference'

import type { Answer } from '../route/answer.ts'
import { toMappingETag } from './mapping-etag.ts'

/** What an apply answers. */
export function toAppliedAnswer({ diagnostics, summary, version }: AppliedMapping): Answer {
  const { confirmBy, created } = version
  return {
    status: 200,
    headers: { ETag: toMappingETag(version.version) },
    body: { version: version.version, created, summary, diagnostics, confirmBy },
  }
}
