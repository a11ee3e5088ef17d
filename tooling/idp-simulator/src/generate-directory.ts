import type { Directory, DirectoryGroup, DirectoryUser } from './directory.ts'
import { createRandom, type Random } from './random.ts'

export interface GeneratedDirectoryOptions {
  readonly seed: number
  readonly users: number
  /** How many groups, or their names. */
  readonly groups: number | readonly string[]
  readonly domain?: string
  /** Members of each group: a random number between these two, both included. */
  readonly membersPerGroup?: { readonly least: number; readonly most: number }
}

const GIVEN_NAMES = [
  'Ada',
  'Björn',
  'Chen',
  'Dana',
  'Emil',
  'Fatima',
  'Grace',
  'Hugo',
  'Ines',
  'Jonas',
  'Keiko',
  'Leon',
]
const SURNAMES = [
  'Adler',
  'Brandt',
  'Costa',
  'Dvořák',
  'Eriksen',
  'Fischer',
  'García',
  'Haddad',
  'Ivanova',
  'Jensen',
  'Okafor',
]
const DEPARTMENTS = ['Marketing', 'Sales', 'Finance', 'Engineering', 'EMEA Sales', 'Operations', 'Legal']
const TITLES = ['Analyst', 'Data Engineer', 'Lead', 'Director', 'Assistant']

/** A tenant of people and groups that is the same for the same options, on every machine. */
export function generateDirectory(options: GeneratedDirectoryOptions): Directory {
  const random = createRandom(options.seed)
  const domain = options.domain ?? 'acme.example'
  const users: DirectoryUser[] = []
  for (let index = 0; index < options.users; index++) users.push(generateUser(random, index, domain, users))
  const names =
    typeof options.groups === 'number'
      ? Array.from({ length: options.groups }, (_, index) => `acme_group_${String(index + 1).padStart(2, '0')}`)
      : options.groups
  return { users, groups: names.map((name) => generateGroup(random, name, users, options.membersPerGroup)) }
}

function generateUser(random: Random, index: number, domain: string, earlier: readonly DirectoryUser[]): DirectoryUser {
  const givenName = random.pick(GIVEN_NAMES)
  const surname = random.pick(SURNAMES)
  const alias = `${toAscii(givenName)}.${toAscii(surname)}.${index + 1}`
  return {
    objectId: random.uuid(),
    userPrincipalName: `${alias}@${domain}`,
    mail: `${alias}@${domain}`,
    mailNickname: alias,
    displayName: `${givenName} ${surname}`,
    givenName,
    surname,
    jobTitle: random.pick(TITLES),
    department: random.pick(DEPARTMENTS),
    employeeId: String(10_000 + index),
    preferredLanguage: null,
    mobile: null,
    telephoneNumber: null,
    extensionAttribute1: null,
    extensionAttribute2: null,
    manager: earlier.length === 0 ? null : random.pick(earlier.slice(0, 10)).objectId,
    accountEnabled: true,
    isSoftDeleted: false,
    assigned: true,
  }
}

function generateGroup(
  random: Random,
  displayName: string,
  users: readonly DirectoryUser[],
  size: { readonly least: number; readonly most: number } = { least: 3, most: 20 },
): DirectoryGroup {
  const count = size.least + random.integer(size.most - size.least + 1)
  return {
    objectId: random.uuid(),
    displayName,
    mailNickname: null,
    members: random.sample(users, count).map((user) => user.objectId),
    assigned: true,
  }
}

function toAscii(name: string): string {
  return name
    .normalize('NFD')
    .replaceAll(/[^A-Za-z]/g, '')
    .toLowerCase()
}
