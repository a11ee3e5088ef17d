/** The columns that a group is read from; the keys stay in the database. */
export const shownGroupColumns =
  'r.id, r.display_name, r.display_name_key, r.external_id, r.data, r.version, r.created, r.last_modified'
