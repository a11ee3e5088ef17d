import { usePlace } from '../../use-place.ts'

const places = [
  ['/settings', 'General'],
  ['/settings/team-roles', 'Team roles'],
  ['/keys', 'Keys'],
  ['/settings/clients', 'Provider clients'],
  ['/sso', 'Single sign-on'],
  ['/settings/webhooks', 'Webhooks'],
  ['/settings/audit', 'Audit'],
  ['/settings/plugins', 'Plugins'],
  ['/settings/danger', 'Danger zone'],
] as const

/** The pages of the settings, above each of them. */
export function SettingsNav() {
  const { path } = usePlace()
  return (
    <nav class="tabs" aria-label="Settings">
      <ul>
        {places.map(([href, title]) => (
          <li key={href}>
            <a href={href} aria-current={path === href ? 'page' : undefined}>
              {title}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}
