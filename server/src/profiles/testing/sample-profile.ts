import type { NewProfile } from '../profile.types.ts';

/** The support upload (S1–S5), or what a test makes of it. */
export function sampleProfile(change: Partial<NewProfile> = {}): NewProfile {
  return {
    slug: 'support',
    name: 'Support',
    texts: { de: { title: 'An den Support senden', intro: '' }, en: { title: 'Send to support', intro: '' } },
    kinds: ['zip', 'tar', 'rar', 'gz'],
    maxFileBytes: 52_428_800,
    maxFiles: 10,
    eraseAfterDays: 5,
    notifyEmail: 'support@musterhaus.example',
    ask: { note: 'optional', contactName: 'required', email: 'optional', phone: 'optional', caseReference: 'off' },
    needsReadme: true,
    ...change,
  };
}
