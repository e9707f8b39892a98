/** Kinds of archive a profile can take; both formats of RAR are one kind to a customer. */
export const archiveFamilies = ['zip', 'tar', 'rar', 'gz'] as const;
export type ArchiveFamily = (typeof archiveFamilies)[number];

/** Rows of the form beyond the customer number, which every drop-off needs (D1). */
export const askedRows = ['note', 'contactName', 'email', 'phone', 'caseReference'] as const;
export type AskedRow = (typeof askedRows)[number];
export type AskLevel = 'off' | 'optional' | 'required';
export type Ask = Record<AskedRow, AskLevel>;

/** What customers read; `intro` is plain text with line ends. */
export type ProfileText = { title: string; intro: string };
export type ProfileTexts = { de: ProfileText; en: ProfileText };

/** A kind of drop-off with an address, limits and questions of its own. */
export type Profile = {
  id: string;
  /** Last part of its address `/einsenden/<slug>`; never changes, since links and its retention rule carry it. */
  slug: string;
  /** For the staff. */
  name: string;
  texts: ProfileTexts;
  /** By content; empty: any file. */
  kinds: ArchiveFamily[];
  maxFileBytes: number;
  maxFiles: number;
  /** 1 to 14, at most. */
  eraseAfterDays: number;
  /** Addresses separated by commas; empty: whoever hears of plain drop-offs. */
  notifyEmail: string;
  ask: Ask;
  /** Each archive holds a Readme.txt with contact data. */
  needsReadme: boolean;
  /** An inactive one takes nothing new; what is under way may be finished. */
  active: boolean;
};

export type NewProfile = Omit<Profile, 'id' | 'active'>;
export type ProfileChange = Partial<Omit<Profile, 'id' | 'slug'>>;

/** What a drop-off's form asked beyond number and note. */
export type Answers = Partial<Record<Exclude<AskedRow, 'note'>, string>>;
