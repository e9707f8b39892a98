import { expect, test } from 'vitest';

import { ConfigError, parseConfig } from './config.ts';

const witnessKey = 'witness.example/w1+c7da326f+BPxRzY5iGKGjjaR+0AIw8FgIFu0TujMDrF3rkRVIkIAl';

test('settings have the defaults the README names', () => {
  const config = parseConfig({}, [], '/srv/schleuse');
  expect(config).toMatchObject({
    port: 8080,
    host: '127.0.0.1',
    dataDir: '/srv/schleuse/data',
    databaseUrl: undefined,
    smtpUrl: undefined,
    rootKeyFile: '/srv/schleuse/data.root-key',
    demo: false,
    backup: undefined,
  });
  expect(config.publicUrl.href).toBe('http://localhost:8080/');
});

test.each([
  [{ PORT: 'eighty' }, /PORT must be a number from 1 to 65535, not "eighty"/],
  [{ PORT: '70000' }, /PORT/],
  [{ PUBLIC_URL: 'einsenden.example' }, /PUBLIC_URL/],
  [{ PUBLIC_URL: 'https://einsenden.example/path' }, /PUBLIC_URL/],
  [{ DATABASE_URL: 'mysql://x' }, /DATABASE_URL must be an address beginning with postgres/],
  [{ SMTP_URL: 'mail.example:25' }, /SMTP_URL/],
  [{ ROOT_KEY_FILE: './data/key' }, /ROOT_KEY_FILE must lie outside DATA_DIR/],
  [{ MAIL_FROM: 'nobody' }, /MAIL_FROM/],
  [{ BACKUP_TO: './data/backup' }, /backup must lie outside DATA_DIR/],
  [{ BACKUP_TO: '/srv' }, /backup must lie outside DATA_DIR/],
  [{ BACKUP_TO: '/mnt/b', ROOT_KEY_FILE: '/mnt/b/key' }, /ROOT_KEY_FILE must lie outside the backup/],
  [{ BACKUP_EVERY: '90' }, /BACKUP_EVERY must be a number of minutes from 1 to 60, not "90"/],
  [{ WITNESS_URL: 'https://witness.example' }, /WITNESS_KEY must be the verifier key/],
  [{ WITNESS_KEY: witnessKey }, /WITNESS_URL must be an address/],
  [{ WITNESS_URL: 'ftp://witness.example', WITNESS_KEY: witnessKey }, /WITNESS_URL must be an address/],
  [{ WITNESS_URL: 'https://witness.example', WITNESS_KEY: witnessKey.replace('c7', 'c8') }, /WITNESS_KEY/],
  [{ CHECKPOINT_MAIL_TO: 'notar' }, /CHECKPOINT_MAIL_TO must be a mail address, not "notar"/],
  [{ CLAMD: '/run/clamav/clamd.ctl' }, /CLAMD must be unix:\/path\/to\/socket or tcp:host:port/],
  [{ CLAMD: 'tcp:localhost' }, /CLAMD/],
  [{ CLAMD: 'tcp:localhost:99999' }, /CLAMD/],
  [{ CLAMD_MAX_AGE: '0' }, /CLAMD_MAX_AGE must be a number of days from 1 to 365, not "0"/],
  [{ LOG_LEVEL: 'loud' }, /LOG_LEVEL/],
])('a bad setting %o is refused in one line', (env, message) => {
  const attempt = (): unknown => parseConfig(env, [], '/srv/schleuse');
  expect(attempt).toThrow(ConfigError);
  expect(attempt).toThrow(message);
  expect(attempt).not.toThrow(/\n/);
});

test('a backup is taken every ten minutes where there is a place for it', () => {
  expect(parseConfig({ BACKUP_TO: '/mnt/b' }, [], '/srv').backup).toEqual({ to: '/mnt/b', everyMinutes: 10 });
});

test('a witness has an address and a key', () => {
  const { witness } = parseConfig({ WITNESS_URL: 'https://witness.example/x', WITNESS_KEY: witnessKey }, [], '/srv');
  expect(witness).toMatchObject({ url: new URL('https://witness.example/x'), key: { name: 'witness.example/w1' } });
});

test('a password in a bad address is not repeated', () => {
  expect(() => parseConfig({ DATABASE_URL: 'mysql://u:secret@h/d' }, [], '/')).toThrow(/^(?!.*secret)/);
});

test('an unknown option is refused', () => {
  expect(() => parseConfig({}, ['--dmeo'], '/')).toThrow(/Unknown option --dmeo/);
});

test.each([
  ['unix:/run/clamav/clamd.ctl', { path: '/run/clamav/clamd.ctl' }],
  ['tcp:127.0.0.1:3310', { host: '127.0.0.1', port: 3310 }],
  ['tcp:scanner.musterhaus.example:3310', { host: 'scanner.musterhaus.example', port: 3310 }],
  ['tcp:[::1]:3310', { host: '::1', port: 3310 }],
  ['', undefined],
])('V11: CLAMD=%s', (text, address) => {
  expect(parseConfig({ CLAMD: text }, [], '/srv').clamd).toEqual(address);
});
