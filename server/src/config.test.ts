import { expect, test } from 'vitest';

import { ConfigError, parseConfig } from './config.ts';

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
  [{ LOG_LEVEL: 'loud' }, /LOG_LEVEL/],
])('a bad setting %o is refused in one line', (env, message) => {
  const attempt = (): unknown => parseConfig(env, [], '/srv/schleuse');
  expect(attempt).toThrow(ConfigError);
  expect(attempt).toThrow(message);
  expect(attempt).not.toThrow(/\n/);
});

test('a password in a bad address is not repeated', () => {
  expect(() => parseConfig({ DATABASE_URL: 'mysql://u:secret@h/d' }, [], '/')).toThrow(/^(?!.*secret)/);
});

test('an unknown option is refused', () => {
  expect(() => parseConfig({}, ['--dmeo'], '/')).toThrow(/Unknown option --dmeo/);
});
