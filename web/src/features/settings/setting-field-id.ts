import type { Settings } from './settings.queries.ts';

/** The id of a setting's field, which the error summary links to. */
export const fieldId = (name: keyof Settings) => `setting-${name}`;
