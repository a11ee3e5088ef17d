import { describe, expect, it } from 'vitest'

import type { NewEvent } from '../plugin/event.ts'
import { joinStories, tellStory } from './story.ts'

const added = (userId: string, group = 'g'): NewEvent => ({
  type: 'GroupMemberAdded',
  subject: `groups/${group}`,
  data: { value: userId, userId },
})
const granted = (userId: string, role: string): NewEvent => ({
  type: 'RoleGranted',
  subject: `users/${userId}`,
  data: { role, scope: 'team:sales' },
})

describe('tellStory', () => {
  it('counts what is of one kind and of one group, and names the first', () => {
    const events = ['a', 'b', 'c', 'd', 'e'].map((id) => added(id))
    expect(tellStory([...events, added('a', 'h'), granted('a', 'Steward'), granted('b', 'Steward')])).toEqual([
      {
        type: 'GroupMemberAdded',
        total: 5,
        groupId: 'g',
        role: null,
        scope: null,
        first: ['a', 'b', 'c'].map((id) => ({ subject: `users/${id}`, name: null })),
      },
      expect.objectContaining({ groupId: 'h', total: 1 }),
      expect.objectContaining({ type: 'RoleGranted', total: 2, role: 'Steward', scope: 'team:sales' }),
    ])
  })

  it('says no role where there were several, and one person once', () => {
    const [part] = tellStory([granted('a', 'Steward'), granted('a', 'Editor')])
    expect(part).toMatchObject({ total: 2, role: null, scope: null, first: [{ subject: 'users/a' }] })
  })

  it('keeps the name of what is gone, and what the provider called somebody who is nobody', () => {
    const story = tellStory([
      { type: 'MemberDeleted', subject: 'users/a', data: { userName: 'ann@example.com' } },
      { type: 'GroupRenamed', subject: 'groups/g', data: { from: 'sales', to: 'Sales EU' } },
      { type: 'GroupMemberRemoved', subject: 'groups/g', data: { value: 'somebody', userId: null } },
    ])
    expect(story.map(({ first }) => first[0]?.name)).toEqual(['ann@example.com', 'sales', 'somebody'])
  })

  it('of two changes of one request is the story of both', () => {
    const events = ['a', 'b', 'c', 'd'].map((id) => added(id))
    const [one, other] = [tellStory(events.slice(0, 2)), tellStory([...events.slice(1), granted('a', 'Steward')])]
    expect(joinStories(one, other)).toEqual([
      { ...tellStory(events)[0], total: 5 },
      ...tellStory([granted('a', 'Steward')]),
    ])
    expect(joinStories(tellStory([granted('a', 'Steward')]), tellStory([granted('b', 'Editor')]))).toEqual(
      tellStory([granted('a', 'Steward'), granted('b', 'Editor')]),
    )
  })

  it('leaves out what follows of itself, and stays short', () => {
    expect(tellStory([{ type: 'EmailValidated', subject: 'users/a', data: {} }])).toEqual([])
    expect(tellStory(Array.from({ length: 100 }, (_, index) => added('a', `group ${index}`)))).toHaveLength(20)
  })
})
