// A small product: organizations, and a page that tells people their roles. It knows nothing of Rolecall but the tables that
// a sink keeps, which are in its own database.
import { createServer } from 'node:http'
import sqlite3 from 'sqlite3'

const schema = `
  PRAGMA journal_mode = WAL;
  CREATE TABLE IF NOT EXISTS organizations (id text PRIMARY KEY, name text NOT NULL);
  INSERT INTO organizations VALUES ('acme', 'Acme') ON CONFLICT DO NOTHING;
  CREATE TABLE IF NOT EXISTS history (organization text, user_id text, cursor text, before text, after text,
    PRIMARY KEY (organization, user_id, cursor));
`

const roles = `
  SELECT m.user_id, m.email_address, m.role, m.status, COALESCE(t.name, r.team_id) AS team, r.role AS team_role
  FROM rolecall_members m
  LEFT JOIN rolecall_member_roles r USING (organization, user_id)
  LEFT JOIN rolecall_teams t ON t.organization = r.organization AND t.id = r.team_id
  WHERE m.organization = ? AND m.email_address = ? ORDER BY team, r.place`

/** Opens the product over a file. `routes` is what it answers, by method and path; `mounts` is what others answer, below a path. */
export async function openProduct(file) {
  const own = await connect(file)
  await execute(own, schema)
  const routes = new Map()
  routes.set('GET /', async (_request, _body, url) => {
    const email = url.searchParams.get('email') ?? ''
    const organization = url.searchParams.get('organization') ?? 'acme'
    return { type: 'text/html', text: toPage(email, await all(own, roles, [organization, email])) }
  })
  const mounts = new Map()
  return { routes, mounts, connect: () => connect(file), noteChanges, listen: (port) => listen(routes, mounts, port) }
}

/** What a person is told about: in the transaction of the sink, so that each change is told once. */
async function noteChanges({ complete, cursor, gone, members }, database, organization = 'acme') {
  const before = new Map()
  const held = `SELECT m.user_id, m.role, m.status, group_concat(r.team_id || ' ' || r.role, ',') AS teams
    FROM rolecall_members m LEFT JOIN (SELECT * FROM rolecall_member_roles ORDER BY team_id, place) r USING (organization, user_id)
    WHERE m.organization = ? GROUP BY m.user_id`
  for (const { role, status, teams, user_id } of await all(database, held, [organization]))
    before.set(user_id, toText(role, status, teams ?? ''))
  const after = new Map(complete ? [...before.keys()].map((id) => [id, null]) : gone.members.map((id) => [id, null]))
  for (const { role, status, teams, userId } of members) {
    const sorted = teams.toSorted((a, b) => (a.teamId < b.teamId ? -1 : 1))
    const text = sorted.flatMap(({ roles: names, teamId }) => names.map((name) => `${teamId} ${name}`)).join(',')
    after.set(userId, toText(role, status, text))
  }
  for (const [id, text] of after) {
    const known = before.get(id) ?? null
    if (known === text) continue
    await all(database, 'INSERT INTO history VALUES (?, ?, ?, ?, ?)', [organization, id, cursor, known, text])
  }
}

function toText(role, status, teams) {
  return status === 'active' ? [role, ...(teams === '' ? [] : [teams])].join(',') : status
}

function toPage(email, rows) {
  const [person] = rows
  if (person === undefined || person.status !== 'active') return '<h1>Your roles</h1><p>You have none here.</p>'
  const lines = rows
    .filter(({ team }) => team !== null)
    .map((row) => `<li>${escape(row.team)}: ${escape(row.team_role)}</li>`)
  return `<h1>Your roles</h1><p>${escape(email)}, ${escape(person.role)} of the organization</p><ul>${lines.join('')}</ul>`
}

function escape(text) {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`)
}

function listen(routes, mounts, port) {
  const server = createServer((request, response) => {
    const [, mounted] = [...mounts].find(([path]) => request.url.startsWith(`${path}/`)) ?? []
    if (mounted !== undefined) return mounted(request, response)
    answer(routes, request).then(
      ({ status = 200, text = '', type = 'text/plain' }) =>
        response.writeHead(status, { 'content-type': type }).end(text),
      (error) => response.writeHead(error.name === 'WebhookError' ? 401 : 500).end(error.name),
    )
  })
  return new Promise((resolve) => {
    server.listen(port, '127.0.0.1', () => resolve(`http://127.0.0.1:${server.address().port}`))
  })
}

async function answer(routes, request) {
  const url = new URL(request.url ?? '/', 'http://localhost')
  const route = routes.get(`${request.method} ${url.pathname}`)
  if (route === undefined) return { status: 404, text: 'There is no such page' }
  const pieces = []
  for await (const piece of request) pieces.push(piece)
  return route(request, Buffer.concat(pieces), url)
}

function connect(file) {
  return new Promise((resolve, reject) => {
    const database = new sqlite3.Database(file, (error) => (error === null ? resolve(database) : reject(error)))
    database.configure('busyTimeout', 10_000)
  })
}

function execute(database, text) {
  return new Promise((resolve, reject) => {
    database.exec(text, (error) => (error === null ? resolve() : reject(error)))
  })
}

function all(database, text, values = []) {
  return new Promise((resolve, reject) => {
    database.all(text, values, (error, rows) => (error === null ? resolve(rows) : reject(error)))
  })
}
