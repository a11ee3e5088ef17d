import type { SignIn } from '@rolecall/core/directory/sign-in'
import type { SignInStore, SignInWriter } from '@rolecall/core/store/sign-ins'

import { toOptionalText, toText } from '../decode.ts'
import type { Statements, WritingStatements } from '../sql/statements.ts'
import type { RowOf } from '../tables/row-of.ts'

const columns = [
  'organization_id',
  'hash',
  'connection_id',
  'user_id',
  'subject',
  'token_subject',
  'token_session',
  'sealed_id_token',
  'created',
  'expires_at',
] as const
const names = columns.join(', ')

type SignInRow = RowOf<'sign_ins', (typeof columns)[number]>

/** Sign-ins of people to the console. */
export function createSignInStore(statements: Statements): SignInStore {
  return {
    async find(hash, now) {
      const select = `SELECT ${names} FROM sign_ins WHERE hash = ? AND expires_at > ?`
      const [row] = await statements.all<SignInRow>(select, [hash, now])
      return row && toSignIn(row)
    },
  }
}

export function createSignInWriter(statements: WritingStatements, organizationId: string): SignInWriter {
  return {
    async insert(signIn) {
      const ended = 'DELETE FROM sign_ins WHERE organization_id = ? AND expires_at <= ?'
      await statements.write(ended, [organizationId, signIn.created])
      const values = toValues({ ...signIn, organizationId })
      await statements.write(`INSERT INTO sign_ins (${names}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, values)
    },
    async delete(hash) {
      const sql = 'DELETE FROM sign_ins WHERE organization_id = ? AND hash = ? RETURNING hash'
      return (await statements.write(sql, [organizationId, hash])).length > 0
    },
    async endOf(userId) {
      const sql = 'DELETE FROM sign_ins WHERE organization_id = ? AND user_id = ? RETURNING hash'
      return (await statements.write(sql, [organizationId, userId])).length
    },
    async end({ connectionId, tokenSession, tokenSubject }) {
      const parts = [
        ...(tokenSubject === null ? [] : [['token_subject', tokenSubject] as const]),
        ...(tokenSession === null ? [] : [['token_session', tokenSession] as const]),
      ]
      const where = ['organization_id', 'connection_id', ...parts.map(([column]) => column)]
      const sql = `DELETE FROM sign_ins WHERE ${where.map((column) => `${column} = ?`).join(' AND ')} RETURNING ${names}`
      const values = [organizationId, connectionId, ...parts.map(([, value]) => value)]
      const rows = await statements.write(sql, values)
      return (rows as unknown as readonly SignInRow[]).map(toSignIn)
    },
    async use({ connectionId, expiresAt, hash, now }) {
      await statements.write('DELETE FROM used_once WHERE expires_at <= ?', [now])
      const rows = await statements.write(
        `INSERT INTO used_once (organization_id, connection_id, hash, expires_at) VALUES (?, ?, ?, ?)
         ON CONFLICT (organization_id, connection_id, hash) DO NOTHING RETURNING hash`,
        [organizationId, connectionId, hash, expiresAt],
      )
      return rows.length > 0
    },
  }
}

function toValues(signIn: SignIn): (string | null)[] {
  const { connectionId, created, expiresAt, hash, organizationId, userId } = signIn
  const { sealedIdToken, subject, tokenSession, tokenSubject } = signIn
  const ofToken = [subject, tokenSubject, tokenSession, sealedIdToken]
  return [organizationId, hash, connectionId, userId, ...ofToken, created, expiresAt]
}

function toSignIn(row: SignInRow): SignIn {
  return {
    organizationId: toText(row, 'organization_id'),
    hash: toText(row, 'hash'),
    connectionId: toText(row, 'connection_id'),
    userId: toText(row, 'user_id'),
    subject: toText(row, 'subject'),
    tokenSubject: toText(row, 'token_subject'),
    tokenSession: toOptionalText(row, 'token_session'),
    sealedIdToken: toText(row, 'sealed_id_token'),
    created: toText(row, 'created'),
    expiresAt: toText(row, 'expires_at'),
  }
}
