import type { EventProof } from '@schleuse/proofs/event-entry';

import type { Database, FirmTransaction } from '../db/database.ts';
import type { Log } from '../log.ts';
import { type EventSought, proveEvent } from './prove-event.ts';
import { continueLog, type ContinuedLog, declareRestoration, type KnownLog } from './continue-log.ts';
import { listRestorations, type Restoration } from './list-restorations.ts';
import { readCheckpoint, readTileFile, readVerifierKey } from './read-log.ts';
import type { SequencingDeps } from './sequence-events.ts';
import { createSequencer } from './sequencer.ts';
import { createWitnessing, type Witness } from './witness.ts';

export type EvidenceLogDeps = SequencingDeps & {
  database: Database;
  log: Log;
  witness?: Witness | undefined;
};

/** The logs of all firms: what happened, so that it can be proved and not be changed unnoticed. */
export type EvidenceLog = {
  /** Puts committed events into the logs until disposed. */
  start(): AsyncDisposable;
  /** The signed tree head, a note. @throws NotFound for a firm without a log */
  checkpoint(firmId: string): Promise<string>;
  /** What is served at `tile/…` below the log's prefix. @throws NotFound */
  tileFile(firmId: string, path: string): Promise<Uint8Array>;
  /** Everything committed before is in the log and signed when this resolves. */
  sequenceNow(firmId: string): Promise<void>;
  /** The key that signs the log, as a vkey; begins the log of a firm that has none. */
  verifierKey(firmId: string): Promise<string>;
  /** After a restoration, in one transaction, before `start`: see continue-log.ts. */
  continueLog(tx: FirmTransaction, firmId: string, known: KnownLog | undefined): Promise<ContinuedLog>;
  declareRestoration(tx: FirmTransaction, firmId: string): Promise<void>;
  /** What an auditor may know of restorations; none for a firm without. */
  listRestorations(firmId: string): Promise<Restoration[]>;
  /** Undefined when the event's checkpoint is not there within `waitMs` milliseconds (0: not there now). */
  proveEvent(firmId: string, sought: EventSought, waitMs: number): Promise<EventProof | undefined>;
};

export function createEvidenceLog(deps: EvidenceLogDeps): EvidenceLog {
  const { database, log, witness } = deps;
  const sequencer = createSequencer(deps);
  const { sequenceNow } = sequencer;

  async function sequenced(firmId: string): Promise<void> {
    while ((await sequenceNow(firmId)) === 'busy');
  }

  return {
    start() {
      const stack = new AsyncDisposableStack();
      if (witness) {
        const witnessing = stack.use(createWitnessing({ database, log, witness }));
        sequencer.onCheckpoint((firmId) => witnessing.witnessNow(firmId));
      }
      stack.use(sequencer.start());
      return stack;
    },
    checkpoint: (firmId) => readCheckpoint(database, firmId),
    tileFile: (firmId, path) => readTileFile(database, firmId, path),
    sequenceNow: sequenced,
    async verifierKey(firmId) {
      await sequenced(firmId);
      return await readVerifierKey(database, firmId);
    },
    continueLog: (tx, firmId, known) => continueLog(deps, tx, firmId, known),
    declareRestoration: (tx, firmId) => declareRestoration(deps, tx, firmId),
    listRestorations: (firmId) => listRestorations(database, firmId),
    proveEvent: (firmId, sought, waitMs) => proveEvent({ database, sequenceNow }, firmId, sought, waitMs),
  };
}
