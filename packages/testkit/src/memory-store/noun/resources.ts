import type { ResourceTypeName } from '@rolecall/core/plugin/hook-points'
import { comparePlaces } from '@rolecall/core/scim/resource/sort'
import type { Placed, ResourceReader, RootQuery } from '@rolecall/core/store/resources'

import { matching, placed } from '../query-keyed.ts'
import type { Reading } from '../reading.ts'
import { keyedGroups, keyedUsers, type Keyed } from '../resource-keys.ts'

interface Found {
  readonly type: ResourceTypeName
  readonly id: string
}

/** Users and groups in one order. */
export function createResourceReader(reading: Reading): ResourceReader {
  return {
    async query({ ascending, count, startIndex, types }) {
      const found = [
        ...placedOf('User', keyedUsers(reading), types.User),
        ...placedOf('Group', keyedGroups(reading), types.Group),
      ].toSorted((a, b) => comparePlaces(a.place, b.place))
      const records = (ascending ? found : found.toReversed()).map(({ record }) => record)
      return { total: records.length, records: records.slice(startIndex - 1, startIndex - 1 + count) }
    },
  }
}

function placedOf(
  type: ResourceTypeName,
  resources: readonly Keyed<{ readonly id: string }>[],
  { filter, sortBy }: RootQuery['types'][ResourceTypeName],
): readonly Placed<Found>[] {
  return placed(matching(resources, filter), sortBy).map(({ place }) => ({ place, record: { type, id: place.id } }))
}
