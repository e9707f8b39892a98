// Written by `npm run db:types -w @schleuse/server` from the migrated database; a test compares. Do not edit.
import type { ColumnType, Generated, GeneratedAlways } from 'kysely';

export type AccountsTable = {
  id: string;
  firm_id: string;
  email: string;
  name: string;
  role: 'owner' | 'agent';
  password_hash: string;
  totp_secret_sealed: ColumnType<Buffer | null, Uint8Array | null | undefined, Uint8Array | null>;
  totp_confirmed_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
  totp_last_step: Generated<number>;
  created_at: ColumnType<Date, Date | string | undefined, Date | string>;
  deactivated_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
  passkey_count: Generated<number>;
};

export type AttemptsTable = {
  scope: string;
  key_hash: ColumnType<Buffer, Uint8Array, Uint8Array>;
  window_start: ColumnType<Date, Date | string, Date | string>;
  count: Generated<number>;
};

export type ContainerUsageTable = {
  container_id: string;
  firm_id: string;
  files: number;
  bytes: number;
};

export type ContainersTable = {
  id: string;
  firm_id: string;
  kind: 'dropoff' | 'message';
  key_algorithm: number;
  public_key: ColumnType<Buffer, Uint8Array, Uint8Array>;
  created_at: ColumnType<Date, Date | string | undefined, Date | string>;
  erase_requested_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
  erased_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
  customer_id: string | null;
  erase_reason: 'closed' | 'due' | 'never-submitted' | 'erased-after-backup' | null;
  erase_ordered_by: string | null;
};

export type CustomersTable = {
  id: string;
  firm_id: string;
  number: string;
  name: string;
  active: Generated<boolean>;
  created_at: ColumnType<Date, Date | string | undefined, Date | string>;
  changed_at: ColumnType<Date, Date | string | undefined, Date | string>;
  number_key: GeneratedAlways<string>;
  sort_name: GeneratedAlways<string>;
};

export type DropoffRequestsTable = {
  id: string;
  firm_id: string;
  customer_id: string | null;
  what: string;
  until: ColumnType<Date, Date | string, Date | string>;
  max_uses: number;
  secret_hash: ColumnType<Buffer, Uint8Array, Uint8Array>;
  created_by: string;
  created_at: ColumnType<Date, Date | string, Date | string>;
  revoked_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
};

export type DropoffsTable = {
  id: string;
  firm_id: string;
  container_id: string;
  customer_id: string;
  customer_number: string;
  customer_hint: string;
  note: Generated<string>;
  token_hash: ColumnType<Buffer, Uint8Array, Uint8Array>;
  state: Generated<'open' | 'submitted' | 'closed' | 'expired'>;
  created_at: ColumnType<Date, Date | string | undefined, Date | string>;
  progress_at: ColumnType<Date, Date | string | undefined, Date | string>;
  expires_at: ColumnType<Date, Date | string, Date | string>;
  submitted_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
  erases_at: ColumnType<Date, Date | string, Date | string>;
  closed_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
  closed_by: string | null;
  seen_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
  followed_up_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
  file_count: Generated<number>;
  total_bytes: Generated<number>;
  receipt: ColumnType<unknown, string | null | undefined, string | null>;
  expected_files: number | null;
  expected_bytes: number | null;
  begun_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
  arrived_at: GeneratedAlways<Date>;
  receipt_log: ColumnType<unknown, string | null | undefined, string | null>;
  profile_id: string | null;
  answers: ColumnType<unknown, string | undefined, string>;
  ready_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
  request_id: string | null;
  case_reference: Generated<string>;
};

export type ErasureCertificatesTable = {
  container_id: string;
  firm_id: string;
  subject_id: string;
  certificate: ColumnType<unknown, string, string>;
  log_proof: ColumnType<unknown, string | null | undefined, string | null>;
};

export type ErasureRunsTable = {
  id: string;
  number: GeneratedAlways<number>;
  firm_id: string;
  began_at: ColumnType<Date, Date | string, Date | string>;
  ended_at: ColumnType<Date, Date | string, Date | string>;
  outcome: 'done' | 'refused';
  given_up: number;
  erased: number;
  failed: number;
  held: number;
  overdue: number;
  by_rule: ColumnType<unknown, string | undefined, string>;
  process_id: string;
  uptime_ms: number;
  trusted: boolean;
  confirmed_by: string | null;
};

export type EventLeavesTable = {
  event_id: number;
  firm_id: string;
  sequence: number;
};

export type EventsTable = {
  id: GeneratedAlways<number>;
  firm_id: string;
  at: ColumnType<Date, Date | string | undefined, Date | string>;
  kind: string;
  actor_kind: 'staff' | 'submitter' | 'system' | 'anonymous';
  actor_id: string | null;
  subject_kind: string;
  subject_id: string | null;
  details: ColumnType<unknown, string | null | undefined, string | null>;
  salt: ColumnType<Buffer | null, Uint8Array | null | undefined, Uint8Array | null>;
  written_by: Generated<string>;
};

export type FilesTable = {
  id: string;
  firm_id: string;
  container_id: string;
  name: string;
  relative_path: Generated<string>;
  media_type: string;
  size: number;
  sha256: ColumnType<Buffer | null, Uint8Array | null | undefined, Uint8Array | null>;
  created_at: ColumnType<Date, Date | string | undefined, Date | string>;
  archive_kind: 'zip' | 'tar' | 'rar4' | 'rar5' | 'gz' | null;
  contents_checkable: boolean | null;
  scan: Generated<'waiting' | 'clean' | 'infected' | 'unscannable' | 'unscanned'>;
  finding: string | null;
  scanned_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
  released_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
  released_by: string | null;
  release_reason: string | null;
  removed_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
};

export type FirmLooksTable = {
  firm_id: string;
  accent: Generated<string>;
  logo: ColumnType<Buffer | null, Uint8Array | null | undefined, Uint8Array | null>;
  logo_type: 'image/png' | 'image/jpeg' | 'image/webp' | null;
  logo_width: number | null;
  logo_height: number | null;
  logo_sha256: ColumnType<Buffer | null, Uint8Array | null | undefined, Uint8Array | null>;
};

export type FirmsTable = {
  id: string;
  name: string;
  created_at: ColumnType<Date, Date | string | undefined, Date | string>;
  erase_after_days: Generated<number>;
  customer_number_pattern: Generated<string>;
  customer_number_example: Generated<string>;
  max_file_bytes: Generated<number>;
  max_dropoff_bytes: Generated<number>;
  max_dropoff_files: Generated<number>;
  require_totp: Generated<boolean>;
  notify_email: Generated<string>;
  imprint: Generated<string>;
  receipt_public_key: ColumnType<Buffer, Uint8Array, Uint8Array>;
  time_zone: Generated<string>;
  sftp_networks: Generated<string[]>;
  sftp_hours: ColumnType<unknown, string | undefined, string>;
  sftp_may_close: Generated<boolean>;
  require_request: Generated<boolean>;
  require_signed_links: Generated<boolean>;
  link_public_key: ColumnType<Buffer | null, Uint8Array | null | undefined, Uint8Array | null>;
  link_key_made_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
};

export type HoldsTable = {
  id: string;
  firm_id: string;
  scope: 'container' | 'customer' | 'firm';
  container_id: string | null;
  customer_id: string | null;
  reason: string;
  placed_by: string;
  placed_at: ColumnType<Date, Date | string, Date | string>;
  until: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
  lifted_by: string | null;
  lifted_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
};

export type IntakeKeysTable = {
  id: string;
  firm_id: string;
  container_id: string;
  sealed: ColumnType<Buffer, Uint8Array, Uint8Array>;
};

export type InvitationsTable = {
  id: string;
  firm_id: string;
  email: string;
  role: 'owner' | 'agent';
  token_hash: ColumnType<Buffer, Uint8Array, Uint8Array>;
  invited_by: string;
  created_at: ColumnType<Date, Date | string | undefined, Date | string>;
  expires_at: ColumnType<Date, Date | string, Date | string>;
  accepted_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
  revoked_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
};

export type LogTilesTable = {
  firm_id: string;
  level: number;
  position: number;
  hashes: ColumnType<Buffer, Uint8Array, Uint8Array>;
};

export type LogsTable = {
  firm_id: string;
  origin: string;
  public_key: ColumnType<Buffer, Uint8Array, Uint8Array>;
  size: Generated<number>;
  root: ColumnType<Buffer, Uint8Array, Uint8Array>;
  checkpoint: Generated<string>;
  checkpoint_at: ColumnType<Date, Date | string | undefined, Date | string>;
  cosigned_size: Generated<number>;
  cosigned_checkpoint: Generated<string>;
};

export type MailsTable = {
  id: string;
  firm_id: string;
  dedupe_key: string;
  recipient: string;
  subject: string;
  body: string;
  created_at: ColumnType<Date, Date | string | undefined, Date | string>;
  attempts: Generated<number>;
  last_error: Generated<string>;
  sent_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
  kind: 'arrival' | 'unfinished' | 'invitation' | 'security' | 'alarm';
  dropoff_id: string | null;
  from_name: string;
  reply_to: Generated<string>;
  claimed_until: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
  next_attempt_at: ColumnType<Date, Date | string, Date | string>;
  given_up_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
};

export type MessagesTable = {
  id: string;
  firm_id: string;
  container_id: string;
  kind: 'message' | 'password';
  reference: Generated<string>;
  intake_key_id: string | null;
  sealed_key: ColumnType<Buffer | null, Uint8Array | null | undefined, Uint8Array | null>;
  sealed: ColumnType<Buffer | null, Uint8Array | null | undefined, Uint8Array | null>;
  received_at: ColumnType<Date, Date | string, Date | string>;
  erases_at: ColumnType<Date, Date | string, Date | string>;
  opened_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
  opened_by: string | null;
  closed_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
};

export type PasskeysTable = {
  id: string;
  firm_id: string;
  account_id: string;
  credential_id: ColumnType<Buffer, Uint8Array, Uint8Array>;
  public_key: ColumnType<Buffer, Uint8Array, Uint8Array>;
  counter: number;
  transports: Generated<string[]>;
  name: string;
  created_at: ColumnType<Date, Date | string, Date | string>;
  last_used_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
};

export type PasswordResetsTable = {
  id: string;
  firm_id: string;
  account_id: string;
  token_hash: ColumnType<Buffer, Uint8Array, Uint8Array>;
  created_at: ColumnType<Date, Date | string, Date | string>;
  expires_at: ColumnType<Date, Date | string, Date | string>;
};

export type PreparedContainersTable = {
  id: string;
  firm_id: string;
  key_algorithm: number;
  public_key: ColumnType<Buffer, Uint8Array, Uint8Array>;
  prepared_at: ColumnType<Date, Date | string | undefined, Date | string>;
};

export type ProcessingAgreementsTable = {
  customer_id: string;
  firm_id: string;
  in_force: Generated<boolean>;
  concluded_on: ColumnType<Date | null, string | null | undefined, string | null>;
  reference: Generated<string>;
  requested_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
  changed_by: string | null;
  changed_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
};

export type ProfilesTable = {
  id: string;
  firm_id: string;
  slug: string;
  name: string;
  texts: ColumnType<unknown, string | undefined, string>;
  kinds: Generated<string[]>;
  max_file_bytes: number;
  max_files: number;
  erase_after_days: Generated<number>;
  notify_email: Generated<string>;
  ask: ColumnType<unknown, string | undefined, string>;
  needs_readme: Generated<boolean>;
  active: Generated<boolean>;
  created_at: ColumnType<Date, Date | string | undefined, Date | string>;
};

export type RecoveryCodesTable = {
  account_id: string;
  firm_id: string;
  code_hash: ColumnType<Buffer, Uint8Array, Uint8Array>;
  used_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
};

export type RetentionRulesTable = {
  firm_id: string;
  name: string;
  container_kind: string;
  bound: 'at-most' | 'at-least';
  period: number;
  unit: 'days' | 'years';
  starts: 'arrival' | 'close' | 'year-end';
  legal_basis: string;
};

export type ScannerTable = {
  one: Generated<boolean>;
  state: 'working' | 'failing';
  reason: string | null;
  since: ColumnType<Date, Date | string, Date | string>;
  checked_at: ColumnType<Date, Date | string, Date | string>;
  version: string;
};

export type SegmentsTable = {
  upload_id: string;
  number: number;
  firm_id: string;
  container_id: string;
  intake_key_id: string;
  object_id: string;
  start: number;
  size: number;
  object_start: Generated<number>;
};

export type SessionsTable = {
  id: string;
  firm_id: string;
  account_id: string;
  token_hash: ColumnType<Buffer, Uint8Array, Uint8Array>;
  scope: Generated<'full' | 'enrol'>;
  created_at: ColumnType<Date, Date | string | undefined, Date | string>;
  last_seen_at: ColumnType<Date, Date | string | undefined, Date | string>;
  expires_at: ColumnType<Date, Date | string, Date | string>;
  ended_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
  device: Generated<string>;
  network: Generated<string>;
};

export type SpentChallengesTable = {
  challenge_hash: ColumnType<Buffer, Uint8Array, Uint8Array>;
  expires_at: ColumnType<Date, Date | string, Date | string>;
};

export type SshKeysTable = {
  id: string;
  firm_id: string;
  account_id: string;
  name: string;
  algorithm: string;
  public_key: ColumnType<Buffer, Uint8Array, Uint8Array>;
  fingerprint: ColumnType<Buffer, Uint8Array, Uint8Array>;
  created_at: ColumnType<Date, Date | string, Date | string>;
  last_used_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
};

export type SubmitRequestsTable = {
  id: string;
  firm_id: string;
  dropoff_id: string;
  expected_files: number | null;
  asked_at: ColumnType<Date, Date | string | undefined, Date | string>;
  answered_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
  answer: ColumnType<unknown, string | null | undefined, string | null>;
};

export type UploadsTable = {
  id: string;
  firm_id: string;
  container_id: string;
  name: string;
  relative_path: Generated<string>;
  media_type: Generated<string>;
  length: number;
  received: Generated<number>;
  state: Generated<'open' | 'complete' | 'terminated' | 'expired'>;
  created_at: ColumnType<Date, Date | string | undefined, Date | string>;
  progress_at: ColumnType<Date, Date | string | undefined, Date | string>;
  expires_at: ColumnType<Date, Date | string, Date | string>;
  created_by: string | null;
  path_key: string | null;
};

export type Schema = {
  accounts: AccountsTable;
  attempts: AttemptsTable;
  container_usage: ContainerUsageTable;
  containers: ContainersTable;
  customers: CustomersTable;
  dropoff_requests: DropoffRequestsTable;
  dropoffs: DropoffsTable;
  erasure_certificates: ErasureCertificatesTable;
  erasure_runs: ErasureRunsTable;
  event_leaves: EventLeavesTable;
  events: EventsTable;
  files: FilesTable;
  firm_looks: FirmLooksTable;
  firms: FirmsTable;
  holds: HoldsTable;
  intake_keys: IntakeKeysTable;
  invitations: InvitationsTable;
  log_tiles: LogTilesTable;
  logs: LogsTable;
  mails: MailsTable;
  messages: MessagesTable;
  passkeys: PasskeysTable;
  password_resets: PasswordResetsTable;
  prepared_containers: PreparedContainersTable;
  processing_agreements: ProcessingAgreementsTable;
  profiles: ProfilesTable;
  recovery_codes: RecoveryCodesTable;
  retention_rules: RetentionRulesTable;
  scanner: ScannerTable;
  segments: SegmentsTable;
  sessions: SessionsTable;
  spent_challenges: SpentChallengesTable;
  ssh_keys: SshKeysTable;
  submit_requests: SubmitRequestsTable;
  uploads: UploadsTable;
};
