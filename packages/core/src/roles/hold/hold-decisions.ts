import type { Hold, HoldKind } from '../../directory/hold.ts'
import type { ChangeScope } from '../../change/operation-context.ts'
import { approveBrake, rejectBrake } from './brake-hold.ts'
import { approveExternalId } from './external-id.ts'
import { approveReplaced, rejectReplaced } from './person-replaced.ts'
import type { Waiting } from './read-hold-lines.ts'
import { approveRevert, rejectRevert } from './refused-revert.ts'
import { approveRelink } from './relink.ts'
import { approveTakeover } from './takeover.ts'

/** `waiting` is what is decided. */
type Decide = (scope: ChangeScope, hold: Hold, waiting: Waiting) => Promise<void>

const leave: Decide = () => Promise.resolve()

/** What deciding does, by kind. What is rejected and withheld stays withheld: nothing is to be done for it. */
export const holdDecisions: { readonly [Kind in HoldKind]: { readonly approved: Decide; readonly rejected: Decide } } =
  {
    takeover: { approved: approveTakeover, rejected: leave },
    'external-id-changed': { approved: approveExternalId, rejected: leave },
    brake: { approved: approveBrake, rejected: rejectBrake },
    'person-replaced': { approved: approveReplaced, rejected: rejectReplaced },
    'owner-relinked': { approved: approveRelink, rejected: leave },
    'revert-refused': { approved: approveRevert, rejected: rejectRevert },
  }
