import { plural } from '../../i18n/plural.ts';
import type { SameKeys } from '../../i18n/words.ts';
import { formatBytes, formatDate, formatNumber, formatPercent, formatTime } from '../../ui/format.ts';
import type { de } from './words.de.ts';

const files = (count: number) => plural('en', count, '# file', '# files');
const bytes = (value: number) => formatBytes(value, 'en');
const time = (at: string | Date) => formatTime(at, 'en');

export const en: SameKeys<typeof de> = {
  pageTitle: 'Send files',
  loading: 'Loading',
  steps: { label: 'Steps', details: 'Details', files: 'Files', sending: 'Transfer', done: 'done' },
  errorTitle: 'Please check what you entered',
  optional: 'optional',
  back: 'Back',
  code: (code) => `Code for questions: ${code}`,

  unavailable: {
    title: 'The page cannot be loaded at the moment',
    retry: 'Try again',
    setUp: 'This installation has not been set up yet. Please ask the firm you want to send files to.',
  },

  details: {
    title: 'Send files',
    intro: (firm) => `Here you send files, encrypted, to ${firm}. You need no account, only your customer number.`,
    number: 'Customer number',
    numberHint: (example) => `For example ${example}`,
    numberMissing: 'Enter your customer number.',
    note: 'Message',
    noteHint: 'What is it about? For example the name of your contact or a case number.',
    noteTooLong: (most) => `The message can have ${formatNumber(most, 'en')} characters at most.`,
    next: 'Continue to the files',
    checking: 'Checking the customer number',
    proving: 'A short security check is running, it takes a few seconds',
    expired: 'The transfer you had begun has expired and was erased. Nothing was delivered. Please begin again.',
    discarded: 'The transfer was discarded. What had been transferred is being erased. Nothing was delivered.',
  },

  files: {
    title: 'Choose files',
    resumeTitle: 'Go on with the transfer you began',
    sendingFor: 'You are sending for:',
    numberIs: (number) => `Customer number ${number}`,
    wrongNumber: 'Change customer number',
    chooseAgain: 'Your details are still here. Please choose the files again; nothing had been sent yet.',
    resume: (begun, arrived, missing) =>
      `Begun on ${time(begun)}. ${files(arrived)} already transferred, ${formatNumber(missing, 'en')} still missing.`,
    resumeHow: 'Choose the same files again. Only what is missing will be sent.',
    reopen: 'Allow access to the same files',
    dropHere: 'Drop files or folders here',
    pickFiles: 'Choose files',
    pickFolder: 'Choose folder',
    dropNow: 'Let go to add the files',
    limits: (one, all, count) =>
      `Any type of file, up to ${bytes(one)} each, together up to ${bytes(all)} and ${files(count)}.`,
    reading: (count) => (count > 0 ? `Reading the folder, ${files(count)} so far` : 'Reading the folder'),
    list: 'Chosen files',
    sum: (count, total) => `${files(count)}, ${bytes(total)}`,
    remove: (name) => `Remove ${name}`,
    removeWord: 'Remove',
    removed: (name) => `${name} removed`,
    added: (count) => `${files(count)} added`,
    alreadyThere: (count) =>
      plural('en', count, '# file was on the list already.', '# files were on the list already.'),
    systemFiles: (count) =>
      plural(
        'en',
        count,
        '# helper file of the operating system (such as Thumbs.db) was left out.',
        '# helper files of the operating system (such as Thumbs.db) were left out.',
      ),
    unreadable: (names) =>
      `Not readable and therefore not on the list: ${names.slice(0, 3).join(', ')}${names.length > 3 ? ` and ${names.length - 3} more` : ''}`,
    faultsTitle: (count) => plural('en', count, '# file cannot be sent like this', '# files cannot be sent like this'),
    fault: {
      too_large: (limit) => `Larger than ${bytes(limit)}, the limit for one file`,
      name_taken: 'Another file of this name is on the list already',
    },
    removeFaulty: 'Remove these files',
    more: (count) => `and ${formatNumber(count, 'en')} more`,
    empty: 'Empty (0 bytes), will be sent like this',
    arrived: 'Already transferred',
    missingTitle: (count) => plural('en', count, '# file is still missing', '# files are still missing'),
    missingRemoveAll: 'Go on without these files',
    nothing: 'Choose at least one file.',
    stillMissing: (count) =>
      plural(
        'en',
        count,
        '# file is still missing. Choose it again, or go on without it.',
        '# files are still missing. Choose them again, or go on without them.',
      ),
    faultyLeft: (count) =>
      plural(
        'en',
        count,
        '# file cannot be sent like this. Remove it from the list.',
        '# files cannot be sent like this. Remove them from the list.',
      ),
    tooMuch: (total, limit) =>
      `Together they are ${bytes(total)}, allowed are ${bytes(limit)}. Remove files and send them separately afterwards.`,
    tooMany: (count, limit) =>
      `There are ${files(count)}, allowed are ${formatNumber(limit, 'en')}. You could pack them into a ZIP file.`,
    agreement: 'Ask for a processing agreement',
    recipient: (firm, days) =>
      `${firm} receives the files and erases them ${plural('en', days, '# day', '# days')} after arrival at the latest.`,
    send: (count, total) => `Send ${files(count)}, ${bytes(total)}`,
    sendNone: 'Send files',
    goOn: (left) => `Go on with the transfer${left > 0 ? `, ${bytes(left)} left` : ''}`,
    discard: 'Discard',
  },

  discard: {
    title: 'Discard the transfer?',
    text: 'What has been transferred will be erased and nothing will be delivered. The files on this device stay as they are.',
    keep: 'Do not discard',
    discard: 'Discard',
  },

  sending: {
    title: 'Transfer running',
    paused: 'Transfer paused',
    finishing: 'Completing the transfer',
    stuck: 'Transfer incomplete',
    ended: 'The transfer cannot go on',
    bar: 'Progress of the transfer',
    percent: (share) => formatPercent(share, 'en'),
    amount: (sent, total) => `${bytes(sent)} of ${bytes(total)}`,
    filesDone: (done, total) => `${formatNumber(done, 'en')} of ${files(total)} transferred`,
    speed: (perSecond) => `${bytes(perSecond)} per second`,
    left: (seconds) => `${duration(seconds)} left`,
    leftUnknown: 'Estimating the time left',
    stayTitle: 'Nothing is delivered yet.',
    stay: 'Only when this page says “Transfer successful” have your files arrived. Leave the window open until then; you can go on working meanwhile.',
    ifClosed: 'If you do close it, open this address again on the same device: only what is missing will then be sent.',
    offline: 'Connection lost, we keep trying',
    offlineText: 'What has been transferred is safe. You need not do anything.',
    serverFull: 'The server has no space left at the moment. We keep trying until there is space again.',
    retryNow: 'Try now',
    pause: 'Pause',
    resume: 'Resume',
    backToFiles: 'Change files',
    list: 'Files of this transfer',
    state: {
      waiting: 'waiting',
      sending: (share) => formatPercent(share, 'en'),
      done: 'transferred',
      refused: 'not transferred',
    },
    fileBar: (name) => `Progress of ${name}`,
    resumedFrom: (from) => `${bytes(from)} were there already`,
    refusedTitle: (count) => plural('en', count, '# file could not be transferred', '# files could not be transferred'),
    leaveOut: (name) => `Leave ${name} out`,
    leaveOutWord: 'Leave out',
    retryRefused: 'Try again',
    submitting: 'All files are transferred. Arrival is being confirmed, please leave the window open.',
    submitRefused: 'All files are transferred, but their arrival is not confirmed yet.',
    submitAgain: 'Ask for confirmation',
    startNew: 'Begin again',
    announce: (share, left) => `${formatPercent(share, 'en')} transferred${left && `, ${left}`}`,
    titlePaused: 'Paused',
    titleOffline: 'Interrupted',
  },

  done: {
    title: 'Transfer successful',
    pageTitle: 'Transfer successful',
    text: (firm, count, total, at) => `${firm} received ${files(count)} (${bytes(total)}) on ${time(at)}.`,
    receiptTitle: 'Delivery receipt',
    receiptText: 'Keep the receipt. It names every file with its checksum and carries the firm’s electronic signature.',
    pdf: 'Save as PDF',
    json: 'Save machine-readable (JSON)',
    accesses: 'Who opened my files?',
    accessesText: 'This address shows you every access until the erasure; keep it:',
    saveFailed: 'The receipt could not be loaded. The files are delivered; please try again.',
    list: 'Delivered files',
    erased: (at) => `The firm erases the files on ${formatDate(at, 'en')} at the latest.`,
    number: 'Customer number',
    caseNumber: 'Case',
    finish: 'Finish',
    finishHint: 'This page stays until you press “Finish”.',
  },

  ended: {
    title: 'You can close this window now',
    text: 'Your files are delivered.',
    again: 'Send more files',
  },

  problems: {
    customer_number_malformed: 'This is not what a customer number of this firm looks like. Check for typing errors.',
    customer_unknown: 'We do not know this customer number. Check for typing errors; otherwise please ask the firm.',
    rate_limited: (minutes) =>
      `Too many attempts came from your connection. Please try again in ${plural('en', minutes, 'one minute', '# minutes')}.`,
    proof_of_work_failed:
      'The security check did not succeed. Please try again. If that does not help, please use a current browser.',
    unreachable: 'The server cannot be reached. Check your internet connection and try again.',
    expired: 'The time for this transfer is over. Nothing was delivered. Please begin again.',
    closed: 'This transfer was completed before. Please begin again for further files.',
    file_too_large: 'The file is larger than allowed.',
    dropoff_too_large: 'Together the files are larger than allowed.',
    too_many_files: 'There are more files than allowed.',
    name_invalid: 'The file’s name has characters that do not work. Rename the file and choose it again.',
    file_changed: 'The file was changed, moved or deleted during the transfer. Choose it again.',
    uploads_unfinished: 'Some files are not complete yet. Reload the page; only what is missing will be sent.',
    storage_full: 'The server has no space left at the moment. What was transferred is safe. Please try later.',
    other: 'That did not work. Please try again. If it does not help, please call the firm.',
  },
};

function duration(seconds: number): string {
  if (seconds < 55) return `${Math.max(5, Math.ceil(seconds / 5) * 5)} seconds`;
  const minutes = Math.ceil(seconds / 60);
  if (minutes < 60) return `about ${plural('en', minutes, 'one minute', '# minutes')}`;
  const hours = Math.floor(minutes / 60);
  const rest = Math.round((minutes % 60) / 5) * 5;
  const words = plural('en', hours, 'one hour', '# hours');
  return rest > 0 && rest < 60 && hours < 10 ? `about ${words} ${rest} minutes` : `about ${words}`;
}
