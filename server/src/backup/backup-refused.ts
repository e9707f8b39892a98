import { StartRefused } from '../db/database-errors.ts';

/** A backup, check or restore that cannot be done as asked; the message is one plain line for the operator. */
export class BackupRefused extends StartRefused {}
