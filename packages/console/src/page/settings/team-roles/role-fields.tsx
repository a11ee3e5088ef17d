import { FieldIssue, issueAt } from '../../../component/field-issue.tsx'
import { moved, type TeamRole } from './edited-roles.ts'
import { teamRolesText as text } from '../../../text/team-roles-text.tsx'

interface RoleFieldsProps {
  readonly role: TeamRole
  readonly index: number
  readonly roles: readonly TeamRole[]
  readonly error: Error | undefined
  readonly readOnly: boolean
  readonly onChange: (roles: readonly TeamRole[]) => void
}

/** One role of the catalogue, with what a refusal says of it. */
export function RoleFields({ role, index, roles, error, readOnly, onChange }: RoleFieldsProps) {
  const change = (part: Partial<TeamRole>): void =>
    onChange(roles.map((other, at) => (at === index ? { ...other, ...part } : other)))
  const issue = issueAt(error, `team-roles[${index}].name`)
  const said = role.name === '' ? text.role(index + 1) : role.name
  return (
    <li>
      <label>
        <span>{text.name}</span>
        <input
          required
          readOnly={readOnly}
          value={role.name}
          aria-invalid={issue !== undefined}
          aria-describedby={`role-issue-${index}`}
          onInput={(event) => change({ name: event.currentTarget.value })}
        />
        <FieldIssue id={`role-issue-${index}`} issue={issue} />
      </label>
      <label>
        <span>{text.whatItIsFor}</span>
        <input
          readOnly={readOnly}
          value={role.description}
          onInput={(event) => change({ description: event.currentTarget.value })}
        />
      </label>
      <label>
        <span>{text.precedence}</span>
        <input
          type="number"
          required
          readOnly={readOnly}
          value={role.precedence}
          onInput={(event) => change({ precedence: event.currentTarget.valueAsNumber || 0 })}
        />
      </label>
      <label class="check">
        <input
          type="checkbox"
          disabled={readOnly}
          checked={role.privileged}
          onChange={(event) => change({ privileged: event.currentTarget.checked })}
        />
        {text.privileged}
      </label>
      {!readOnly && (
        <div class="row-buttons">
          <button
            type="button"
            aria-label={text.moveUp(said)}
            disabled={index === 0}
            onClick={() => onChange(moved(roles, index, -1))}
          >
            ↑
          </button>
          <button
            type="button"
            aria-label={text.moveDown(said)}
            disabled={index === roles.length - 1}
            onClick={() => onChange(moved(roles, index, 1))}
          >
            ↓
          </button>
          <button
            type="button"
            class="danger"
            aria-label={text.takeOutNamed(said)}
            onClick={() => onChange(roles.filter((_, at) => at !== index))}
          >
            {text.takeOut}
          </button>
        </div>
      )}
    </li>
  )
}

/** The fields at which refusals are told. */
export function pathsOf(roles: readonly TeamRole[]): readonly string[] {
  return roles.map((_, index) => `team-roles[${index}].name`)
}
