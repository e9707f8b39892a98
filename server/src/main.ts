import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';

import { createApp } from './app.ts';
import { type Config, ConfigError, parseConfig } from './config.ts';
import { StartRefused } from './db/database-errors.ts';
import { prepareDemo } from './demo.ts';
import { createIntakeApp } from './intake-app.ts';
import { createLog } from './log.ts';
import { onlyTakesIn } from './roles.ts';

/** Runs the server until it is told to stop. What was begun in order is ended in the reverse order. */
async function run(config: Config): Promise<void> {
  const stopped = Promise.withResolvers<void>();
  const stop = (): void => stopped.resolve();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, stop);
  // The process that started us is gone (scripts/start.mjs holds this channel).
  process.on('disconnect', stop);

  // Others may pass through, since PostgreSQL runs as another user; what lies in it is private by itself.
  const log = createLog(config.logLevel);
  const onFatal = (): void => {
    process.exitCode = 1;
    stop();
  };
  if (onlyTakesIn(config.roles)) {
    await using intake = await createIntakeApp({ config, log, onFatal });
    await intake.listen();
    console.log(`\nSchleuse (intake): ${config.publicUrl.origin}/einsenden\n`);
    return await stopped.promise;
  }
  await mkdir(config.dataDir, { recursive: true, mode: 0o711 });
  const setupToken = randomBytes(24).toString('base64url');
  await using app = await createApp({
    config,
    log,
    setupToken,
    onFatal,
  });
  const demo = config.demo ? await prepareDemo(app.services, config) : undefined;
  await app.listen();
  const address = config.publicUrl.origin;
  if (demo) {
    console.log(
      `\nMusterfirma: ${address}/eingang\n  E-Mail:    ${demo.owner.email}\n  Passwort:  ${demo.owner.password}`,
    );
    console.log(`Kunden:      ${address}/einsenden`);
    for (const customer of demo.customers) console.log(`  ${customer.number}  ${customer.name}`);
    if (demo.sftp)
      console.log(`SFTP:        sftp -P ${demo.sftp.port} -i ${demo.sftp.keyFile} ${demo.sftp.user}@${demo.sftp.host}`);
    console.log('');
  } else if (!config.roles.has('app')) {
    console.log(`\nSchleuse (${[...config.roles].join(', ')})\n`);
  } else if (await app.services.firms.setupNeeded()) {
    console.log(`\nSchleuse einrichten: ${address}/einrichten#${setupToken}\n`);
  } else {
    console.log(`\nSchleuse: ${address}/\n`);
  }
  await stopped.promise;
}

try {
  await run(parseConfig(process.env, process.argv.slice(2), process.cwd()));
} catch (error) {
  const known = error instanceof ConfigError || error instanceof StartRefused || isRefusedBySystem(error);
  console.error(known ? `Schleuse: ${(error as Error).message}` : error);
  process.exitCode = 1;
} finally {
  // Listening for its end keeps the channel, and with it this process, alive.
  if (process.connected) process.disconnect();
}

/** An address in use, a directory that cannot be made or written: the system's own words say it in one line. */
function isRefusedBySystem(error: unknown): boolean {
  const codes = ['EADDRINUSE', 'EADDRNOTAVAIL', 'EACCES', 'EEXIST', 'ENOTDIR', 'ENOSPC', 'EPERM', 'EROFS'];
  return codes.includes((error as NodeJS.ErrnoException).code ?? '');
}
