import { noticeCodes, type NoticeCode, type StandingNotice } from '@rolecall/core/directory/notice'
import type { NoticeReader, NoticeStore, NoticeWriter } from '@rolecall/core/store/notices'

import { byText } from '../in-order.ts'
import type { MemoryDatabase } from '../memory-database.ts'
import type { Reading, Writing } from '../reading.ts'
import { keyOf } from '../table.ts'

const inOrder = byText<StandingNotice>(
  ({ code }) => code,
  ({ subject }) => subject,
)

export function createNoticeStore({ tables }: MemoryDatabase): NoticeStore {
  return {
    async count() {
      const all = tables().notices.all()
      const codes = Object.keys(noticeCodes).toSorted() as NoticeCode[]
      return codes
        .map((code) => ({ code, count: all.filter((notice) => notice.code === code).length }))
        .filter(({ count }) => count > 0)
    },
  }
}

export function createNoticeReader({ organizationId, tables }: Reading): NoticeReader {
  return { list: async () => tables().notices.rows(organizationId).toSorted(inOrder) }
}

export function createNoticeWriter({ organizationId, writing }: Writing): NoticeWriter {
  return {
    async put(given) {
      writing.write(({ notices }) => {
        for (const notice of given) notices.put(organizationId, keyOf(notice.code, notice.subject), notice)
      })
    },
    async delete(given) {
      writing.write(({ notices }) => {
        for (const { code, subject } of given) notices.delete(organizationId, keyOf(code, subject))
      })
    },
  }
}
