import { readFileSync } from 'node:fs'

const perPage = 100

/** A pull request with more comments gets a new one. */
const mostPages = 20

/**
 * One comment for each file, written anew at every push. A comment that can't be written (a fork's token only reads) is a
 * warning: the summary of the run has the same text.
 */
export async function commentOnPullRequest(text, file, warn) {
  const { GITHUB_EVENT_PATH, GITHUB_REPOSITORY, INPUT_TOKEN } = process.env
  const number = GITHUB_EVENT_PATH
    ? JSON.parse(readFileSync(GITHUB_EVENT_PATH, 'utf8')).pull_request?.number
    : undefined
  if (!INPUT_TOKEN || number === undefined) return
  // Whatever the file is called, the mark is one word and ends where it should.
  const mark = `<!-- rolecall plan ${encodeURIComponent(file)} -->`
  try {
    const comments = `/repos/${GITHUB_REPOSITORY}/issues/${number}/comments`
    const known = await findComment(comments, mark)
    const body = { body: `${mark}\n${text}` }
    if (known === undefined) await ask('POST', comments, body)
    else await ask('PATCH', `/repos/${GITHUB_REPOSITORY}/issues/comments/${known}`, body)
  } catch (error) {
    warn(`The plan is in the summary of this run, and not in a comment: ${error.message}`)
  }
}

/** The comment of an earlier run; only that of a bot counts, for anybody may write the mark. */
async function findComment(comments, mark) {
  for (let page = 1; page <= mostPages; page++) {
    const listed = await ask('GET', `${comments}?per_page=${perPage}&page=${page}`)
    const own = listed.find(({ body, user }) => user?.type === 'Bot' && body?.startsWith(mark))
    if (own !== undefined) return own.id
    if (listed.length < perPage) return undefined
  }
  return undefined
}

async function ask(method, path, body) {
  const { GITHUB_API_URL = 'https://api.github.com', INPUT_TOKEN } = process.env
  const response = await fetch(GITHUB_API_URL + path, {
    method,
    headers: {
      accept: 'application/vnd.github+json',
      authorization: `Bearer ${INPUT_TOKEN}`,
      'content-type': 'application/json',
      'x-github-api-version': '2022-11-28',
    },
    signal: AbortSignal.timeout(30_000),
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}`)
  return response.json()
}
