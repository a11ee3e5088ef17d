import type { Claimed } from '@rolecall/core/async/keep-outcomes'
import type { ResourceTypes } from '@rolecall/core/scim/schema/resource-types'

import { maskBody } from '../provisioning-log/mask-body.ts'
import { maskPath } from '../provisioning-log/mask-path.ts'
import { createSecretNames } from '../provisioning-log/secret-names.ts'
import { maskDetail } from '../provisioning-log/to-log-entry.ts'

/** So much of a body is looked through, in characters; beyond that an error quotes nothing more. */
const looked = 256 * 1024

/** Masks errors as the provisioning log does: they are told to whoever follows the organization. */
export function createDetailMask(types: ResourceTypes): Claimed['maskDetail'] {
  const isSecret = createSecretNames(types)
  return (detail, { url }, body) => maskDetail(detail, maskPath(url, isSecret), maskBody(body, isSecret, looked))
}
