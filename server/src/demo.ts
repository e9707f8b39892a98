import { randomBytes } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { writeDemoKey } from './demo-key.ts';
import type { StaffActor } from './actor.ts';
import type { Services } from './services.ts';
import { type Config, ConfigError } from './config.ts';
import type { NewProfile } from './profiles/profile.types.ts';

/** What stands in `DATA_DIR/demo.json`, for people and for programs that try the product. */
export type Demo = {
  url: string;
  owner: { email: string; password: string };
  customers: { number: string; name: string }[];
  firm: { id: string };
  /** What checks the signatures of the firm's log (C2SP signed-note). */
  log: { verifierKey: string };
  dataDir: string;
  /** A key that picks up as the owner; only with `SFTP_PORT`. */
  sftp?: { host: string; port: number; user: string; keyFile: string; hostKey: string };
};

const customers = [
  { number: '10023', name: 'Ev. Kirchengemeinde Dortmund-Nord' },
  { number: '10044', name: 'Sportverein Blau-Weiß Münster e. V.' },
  { number: '10051', name: 'Tischlerei am Markt GmbH' },
  { number: '10068', name: 'Förderverein Stadtbücherei Köln' },
  { number: '10075', name: 'Diakoniestation Bergstraße gGmbH' },
];

/** Its support takes archives only, each with a Readme.txt: what for, and whom to call back. */
const supportProfile: NewProfile = {
  slug: 'support',
  name: 'Support',
  texts: {
    de: {
      title: 'Dateien an den Support senden',
      intro: 'Für Datensicherungen, Protokolle und Bildschirmfotos zu Ihrer Anfrage.',
    },
    en: {
      title: 'Send files to support',
      intro: 'For backups, log files and screenshots that belong to your request.',
    },
  },
  kinds: ['zip', 'tar', 'rar', 'gz'],
  maxFileBytes: 52_428_800,
  maxFiles: 10,
  eraseAfterDays: 14,
  notifyEmail: '',
  ask: { note: 'optional', contactName: 'optional', email: 'off', phone: 'off', caseReference: 'optional' },
  needsReadme: true,
};

/** A made-up firm to try everything with. On a directory that holds it already, nothing is changed. */
export async function prepareDemo(services: Services, config: Config): Promise<Demo> {
  const file = join(config.dataDir, 'demo.json');
  const existing = await readFile(file, 'utf8').catch(() => undefined);
  if (existing !== undefined) {
    const [firmId = ''] = await services.firms.listFirmIds();
    const now = { url: config.publicUrl.origin, ...(await describeLog(services, firmId)) };
    const { sftp: _, ...known } = JSON.parse(existing) as Demo;
    return await writeDemo(file, { ...known, ...now, ...(await writeDemoKey(services, config, known.owner)) });
  }
  if (!(await services.firms.setupNeeded())) {
    throw new ConfigError(`${config.dataDir} holds a real firm; the demo wants a directory of its own (DATA_DIR).`);
  }
  // Four groups of letters and digits: easy to type, 120 bits.
  const password = randomBytes(15)
    .toString('base64url')
    .replace(/[-_]/g, 'x')
    .replace(/(.{5})(?=.)/g, '$1-');
  const owner = { name: 'Leitung', email: 'leitung@musterhaus.example', password };
  const { firmId, ownerId } = await services.firms.createFirm(
    { name: 'Musterhaus Software GmbH', owner },
    { onlyFirst: true },
  );
  const actor: StaffActor = { kind: 'staff', firmId, accountId: ownerId, role: 'owner', sessionId: ownerId };
  for (const customer of customers) await services.customers.add(actor, customer);
  await services.profiles.add(actor, supportProfile);
  return await writeDemo(file, {
    url: config.publicUrl.origin,
    owner: { email: owner.email, password },
    customers,
    ...(await describeLog(services, firmId)),
    dataDir: config.dataDir,
    ...(await writeDemoKey(services, config, owner)),
  });
}

async function describeLog({ evidenceLog }: Services, firmId: string): Promise<Pick<Demo, 'firm' | 'log'>> {
  return { firm: { id: firmId }, log: { verifierKey: await evidenceLog.verifierKey(firmId) } };
}

async function writeDemo(file: string, demo: Demo): Promise<Demo> {
  await writeFile(`${file}.new`, `${JSON.stringify(demo, null, 2)}\n`, { mode: 0o600 });
  await rename(`${file}.new`, file);
  return demo;
}
