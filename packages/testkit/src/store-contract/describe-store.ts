import { describe } from 'vitest'

import { describeAsyncRequests } from './describe-async-requests.ts'
import { describeClients } from './describe-clients.ts'
import { describeEvents } from './describe-events.ts'
import { describeGrants } from './describe-grants.ts'
import { describeGroups } from './describe-groups.ts'
import { describeHolds } from './describe-holds.ts'
import { describeIsolation } from './describe-isolation.ts'
import { describeJobs } from './describe-jobs.ts'
import { describeMappings } from './describe-mappings.ts'
import { describeNotices } from './describe-notices.ts'
import { describeMembers } from './describe-members.ts'
import { describeOwnWrites } from './describe-own-writes.ts'
import { describePeople } from './describe-people.ts'
import { describePersonSignIns } from './describe-person-sign-ins.ts'
import { describePlatform } from './describe-platform.ts'
import { describePlatformFeed } from './describe-platform-feed.ts'
import { describePlans } from './describe-plans.ts'
import { describeQueries } from './describe-queries.ts'
import { describeListings } from './describe-listings.ts'
import { describeSessions } from './describe-sessions.ts'
import { describeRequestLog } from './describe-request-log.ts'
import { describeSignIn } from './describe-sign-in.ts'
import { describeSubscriptions } from './describe-subscriptions.ts'
import { describeTeams } from './describe-teams.ts'
import { describeTransactions } from './describe-transactions.ts'
import { describeUnresolvedMembers } from './describe-unresolved-members.ts'
import { describeUsers } from './describe-users.ts'
import { describeValues } from './describe-values.ts'
import { describeDailyCounts } from './describe-daily-counts.ts'
import { describeVerifications } from './describe-verifications.ts'
import type { StoreUnderTest } from './store-under-test.ts'

/** The contract of the store port: every behaviour that core relies on, for any implementation. */
export function describeStore(underTest: StoreUnderTest): void {
  describe(`the store on ${underTest.name}`, () => {
    describeTransactions(underTest)
    describeOwnWrites(underTest)
    describeUsers(underTest)
    describeGroups(underTest)
    describeMembers(underTest)
    describeUnresolvedMembers(underTest)
    describeGrants(underTest)
    describeMappings(underTest)
    describeHolds(underTest)
    describeNotices(underTest)
    describeJobs(underTest)
    describeAsyncRequests(underTest)
    describeSubscriptions(underTest)
    describeTeams(underTest)
    describeSignIn(underTest)
    describeSessions(underTest)
    describePersonSignIns(underTest)
    describeClients(underTest)
    describeListings(underTest)
    describeEvents(underTest)
    describePeople(underTest)
    describePlans(underTest)
    describePlatform(underTest)
    describePlatformFeed(underTest)
    describeRequestLog(underTest)
    describeDailyCounts(underTest)
    describeVerifications(underTest)
    describeQueries(underTest)
    describeIsolation(underTest)
    describeValues(underTest)
  })
}
