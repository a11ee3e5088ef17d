import type { NewEvent } from '../plugin/event.ts'

/**
 * What an event is delivered in order with: the person whom it is about, be it as the member of a group, else its subject.
 * What belongs to other lanes does not wait for it.
 */
export function laneOf({ data, subject }: Pick<NewEvent, 'data' | 'subject'>): string {
  const { userId } = data
  return typeof userId === 'string' && !subject.startsWith('users/') ? `users/${userId}` : subject
}
