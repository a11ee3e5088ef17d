import type { PluginPanel } from '../host/plugin-panel.ts'
import type { ReaderPage } from '../plugin/directory-reader.ts'
import type { PanelContent } from '../plugin/panel-content.ts'
import { BadRequest } from '../scim/errors.ts'
import { toHookUser } from '../change/to-hook-user.ts'
import { getMember } from './find-member.ts'
import type { OperationContext } from '../change/operation-context.ts'
import { toAnswerContext } from './to-answer-context.ts'

/** Which page of a panel with a page of its own, or whose panel. */
export interface PanelWishes {
  readonly page: ReaderPage
  readonly email: string | null
}

/**
 * What a panel of a plugin shows. Throws NotFound for somebody who is no member, BadRequest where nobody is named,
 * PluginAnswerError.
 */
export async function readPanel(
  context: OperationContext,
  panel: PluginPanel,
  { page, email }: PanelWishes,
): Promise<PanelContent> {
  if (panel.place === 'page') return panel.read({ ...toAnswerContext(context), page })
  if (email === null) throw new BadRequest('email must name a member')
  const user = await getMember(context.store.read(context.organizationId), email)
  return panel.read({ ...toAnswerContext(context), user: toHookUser(user) })
}
