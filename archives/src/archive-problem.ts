/** Reasons to refuse an archive, and things worth saying of one that is taken. README.md says each in a sentence. */
export const problemLevels = {
  // What it is
  kind_unknown: 'refused',
  self_extracting: 'refused',
  split_archive: 'refused',
  // Whether it is whole, and says one thing only
  archive_truncated: 'refused',
  archive_damaged: 'refused',
  directory_lies: 'refused',
  end_record_twice: 'refused',
  header_differs: 'refused',
  header_too_large: 'refused',
  hidden_data: 'refused',
  entries_overlap: 'refused',
  size_lies: 'refused',
  // How much it becomes
  bomb: 'refused',
  unpacks_too_large: 'refused',
  too_many_entries: 'refused',
  nested_too_deep: 'refused',
  takes_too_long: 'refused',
  // Where its entries would go
  path_escapes: 'refused',
  link_leaves: 'refused',
  through_link: 'refused',
  device: 'refused',
  name_with_nul: 'refused',
  // Taken, and said
  name_cleaned: 'noted',
  name_twice: 'noted',
  name_long: 'noted',
  backslashes: 'noted',
  link_inside: 'noted',
  padding: 'noted',
  end_missing: 'noted',
  entries_encrypted: 'noted',
  names_encrypted: 'noted',
  method_unreadable: 'noted',
  checked_in_part: 'noted',
  nested_unchecked: 'noted',
  nested_damaged: 'noted',
} as const satisfies Record<string, 'refused' | 'noted'>;

export type ArchiveProblemCode = keyof typeof problemLevels;

export type ArchiveProblem = {
  code: ArchiveProblemCode;
  level: 'refused' | 'noted';
  /** the entry's name as it is shown; `outer.zip › inner.txt` in an archive inside */
  entry?: string;
};

/** Ends an inspection: what follows cannot be trusted. Its code is among the problems already. */
export class StopInspection extends Error {
  override readonly name = 'StopInspection';
}
