import { setTimeout as sleep } from 'node:timers/promises';

import { parseCronItems, run, type Runner, type TaskList } from 'graphile-worker';
import { Pool, type ClientConfig } from 'pg';

import type { Log } from '../log.ts';
import { describeFault, jobLogger } from './job-log.ts';

/** Does one job. `signal` aborts when the server stops and its patience is over; throwing means: try again later. */
export type RunTask = (payload: unknown, signal: AbortSignal) => Promise<void>;
export type Tasks = Record<string, RunTask>;

export type CronEntry = {
  task: string;
  /** Five fields, UTC: minute, hour, day of month, month, day of week. */
  schedule: string;
  /** A run missed while the server was down is made up for if it is not older than this; default 0: never. */
  catchUpHours?: number;
};

export type JobsDeps = {
  /** PostgreSQL as the app role; jobs have a small pool of their own, so that they never wait for requests. */
  connection: ClientConfig;
  log: Log;
  /** Jobs at once; default 4. */
  concurrency?: number;
};

/** How long a stop waits for running jobs before it aborts their signal, in milliseconds. */
const patience = 5_000;

/**
 * Works on jobs until disposed. There must be one server per database: jobs that a killed server held are taken up
 * again at once. Goes on by itself after the database was lost.
 */
export async function startJobs(deps: JobsDeps, tasks: Tasks, cron: CronEntry[] = []): Promise<AsyncDisposable> {
  const { connection, log, concurrency = 4 } = deps;
  const pool = new Pool({ ...connection, max: concurrency + 3, connectionTimeoutMillis: 10_000 });
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  const stopping = new AbortController();
  let runner = await startRunner();
  const supervised = supervise();

  async function startRunner(): Promise<Runner> {
    await takeUpAbandoned(pool);
    return await run({
      pgPool: pool,
      concurrency,
      noHandleSignals: true,
      // New jobs are announced; asking is only for those that become due and for retries.
      pollInterval: 1_000,
      logger: jobLogger(log),
      taskList: Object.fromEntries(Object.entries(tasks).map(([name, task]) => [name, reporting(name, task, log)])),
      parsedCronItems: parseCronItems(cron.map(cronItem)),
      preset: {
        worker: {
          gracefulShutdownAbortTimeout: patience,
          // Unbatched, a job whose end cannot be written down would reject where nobody listens.
          completeJobBatchDelay: 0,
          failJobBatchDelay: 0,
        },
      },
    });
  }

  async function supervise(): Promise<void> {
    for (let wait = 100; ; wait = Math.min(wait * 2, 5_000)) {
      const started = Date.now();
      await runner.promise.catch((error: unknown) => log.warn({ fault: describeFault(error) }, 'job queue stopped'));
      if (stopping.signal.aborted) return;
      if (Date.now() - started > 60_000) wait = 100;
      for (;;) {
        await sleep(wait, undefined, { signal: stopping.signal }).catch(() => undefined);
        if (stopping.signal.aborted) return;
        const next = await startRunner().catch(() => undefined);
        if (next) {
          runner = next;
          break;
        }
        wait = Math.min(wait * 2, 5_000);
      }
      log.info('job queue started again');
    }
  }

  return {
    async [Symbol.asyncDispose]() {
      if (stopping.signal.aborted) return;
      stopping.abort();
      await runner.stop().catch(() => undefined);
      await supervised;
      await pool.end();
    },
  };
}

/** Jobs are locked by whoever works on them, for four hours if it dies. Nobody else is alive when we start. */
async function takeUpAbandoned(pool: Pool): Promise<void> {
  await pool.query(`
    select graphile_worker.force_unlock_workers(array_agg(distinct locked_by))
      from (select locked_by from graphile_worker._private_jobs
            union select locked_by from graphile_worker._private_job_queues) as locks
     where locked_by is not null`);
}

function reporting(name: string, task: RunTask, log: Log): TaskList[string] {
  return async (payload, { job, abortSignal }) => {
    try {
      await task(payload, abortSignal);
    } catch (error) {
      const fault = describeFault(error);
      const last = job.attempts >= job.max_attempts;
      log[last ? 'error' : 'warn'](
        { task: name, job: job.id, attempt: job.attempts, fault },
        last ? 'job given up' : 'job failed',
      );
      // What is thrown is kept beside the job.
      throw new Error([fault.name, fault.code, fault.message].filter(Boolean).join(': '), { cause: error });
    }
  };
}

function cronItem({ task, schedule, catchUpHours = 0 }: CronEntry): Parameters<typeof parseCronItems>[0][number] {
  return {
    task,
    match: schedule,
    identifier: task,
    // Never two of the same waiting.
    options: { backfillPeriod: catchUpHours * 3_600_000, jobKey: `cron:${task}`, maxAttempts: 5 },
  };
}
