import { plural } from '../../i18n/plural.ts';
import type { SameKeys } from '../../i18n/words.ts';
import type { de } from './words.de.ts';

const files = (count: number) => plural('en', count, '# file', '# files');

export const en: SameKeys<typeof de> = {
  title: 'Check a delivery receipt',
  intro:
    'Check whether a receipt or an erasure certificate is genuine and whether your files are still the same. All of it happens on your device: nothing is sent.',
  dropHere: 'Drop the receipt or the certificate (JSON) and the files here',
  dropMore: 'Drop the files here that you want to compare',
  dropReceipt: 'Drop the receipt too, to see whether all files were erased',
  dropNow: 'Let go now',
  pickFiles: 'Choose files',
  pickFolder: 'Choose a folder',
  where: 'You saved the JSON file on the success page; it is attached to the PDF receipt too.',
  notReceipt: (name) => `“${name}” is neither a delivery receipt nor an erasure certificate`,
  notReceiptText: 'Choose the JSON file as you saved it after the transfer, unchanged.',
  receiptMissing: 'The receipt is still missing',
  receiptMissingText: 'Nothing can be compared without it. Your files are remembered.',
  unsupported: 'This browser cannot check the signature',
  unsupportedText: 'Use a current browser and open this page over a secure connection (https).',
  unreadable: (names) => `Not readable: ${names}`,
  hashing: (done, all) => `Reckoning checksums: ${done} of ${all}`,
  hashingBar: 'Reckoning of checksums',
  again: 'Check another receipt',
  print: 'Print the result',

  verdict: {
    forged: 'This receipt is not genuine',
    files_differ: 'Not all files are the same',
    files_missing: 'The receipt is genuine; files are still missing',
    key_unknown: 'The signature fits, but whose key it is remains to be checked',
    all_same: 'The receipt is genuine, and all files are the same',
    receipt_only: 'The receipt is genuine',
  },
  counts: (same, differs, missing, extra) =>
    [
      `${files(same)} the same`,
      differs > 0 && `${differs} different`,
      missing > 0 && `${missing} not here`,
      extra > 0 && `${extra} not in the receipt`,
    ]
      .filter(Boolean)
      .join(', '),
  nowFiles: (count) => `It names ${files(count)}. Drop them here to compare them.`,

  facts: 'What was checked',
  signature: 'Signature',
  signatures: {
    known: (firm) => `Right. Signed with the key ${firm} publishes on this server.`,
    unknown:
      'Fits the key in the receipt. But that is not this server’s key: compare the fingerprint with the firm by telephone.',
    wrong: 'Wrong. The receipt was changed after it was signed, or never signed like this.',
  },
  fingerprint: 'Fingerprint of the key',
  log: 'Entry in the log',
  logs: {
    absent:
      'This receipt holds no proof from the log. It rests on its signature alone; save it from the success page again to have it.',
    proven: (number) => `Stands as entry ${number} in the firm’s log and cannot be changed there unnoticed.`,
    keyKnown: 'The log is the one this server publishes.',
    keyUnknown: 'Whether it is the firm’s log could not be compared here.',
    failed: 'The proof is wrong.',
  },
  reasons: {
    other_event: 'It belongs to another case.',
    entry_wrong: 'The entry does not fit what it describes.',
    key_malformed: 'The log’s key is unusable.',
    other_key: 'It is from another log.',
    proof_malformed: 'It is incomplete or damaged.',
    checkpoint_not_signed: 'The head of the log is not signed.',
    checkpoint_signature_wrong: 'The signature under the head of the log is wrong.',
    cosignature_wrong: 'A witness’s signature is wrong.',
    not_included: 'The entry is not in the log.',
  },
  time: 'Time',
  received: (firm, at) => `${firm} received the files on ${at}.`,
  logged: (at) => `Written into the log on ${at}.`,
  witnessed: (name, at) => `Witnessed by ${name} on ${at}.`,
  erases: (at) => `Erasure on ${at} at the latest.`,
  who: 'Customer number',
  caseNumber: 'Case',

  erasure: {
    genuine: 'The erasure certificate is genuine',
    keyUnknown: 'The signature fits, but whose key it is remains to be checked',
    forged: 'This erasure certificate is not genuine',
    sum: (count, size, at) => `${files(count)}, ${size}, erased for good on ${at}.`,
    covers: (found, all) =>
      found === all
        ? `All ${files(all)} of the receipt are in it.`
        : `Only ${found} of ${files(all)} of the receipt are in it.`,
    otherCase: 'The receipt beside it is of another case.',
    locked: (ordered, at) => `Locked on ${ordered}, erased on ${at}.`,
    key: 'The key is destroyed: copies in backups cannot be opened any more either.',
    kept: (until, law) => `The record is kept, at least until ${until}: ${law}.`,
  },

  files: 'Files',
  states: { same: 'same', differs: 'different', missing: 'missing', extra: 'unknown', waiting: 'not compared' },
  remarks: {
    foundAs: (name) => `here as “${name}”`,
    differs: (expected, found) =>
      expected === found ? 'other content, same size' : `here ${found}, receipt ${expected}`,
    missing: 'not dropped here yet',
    extra: 'not in the receipt',
  },
};
