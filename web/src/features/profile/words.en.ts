import { plural } from '../../i18n/plural.ts';
import type { SameKeys } from '../../i18n/words.ts';
import { formatBytes, formatNumber, formatPercent } from '../../ui/format.ts';
import type { de } from './words.de.ts';

const files = (count: number) => plural('en', count, '# file', '# files');
const kindNames: Record<string, string> = { zip: 'ZIP', tar: 'TAR', rar: 'RAR', rar4: 'RAR', rar5: 'RAR', gz: 'GZ' };
const list = (names: readonly string[]) => new Intl.ListFormat('en', { type: 'disjunction' }).format(names);

/** The pages of an upload profile in English. */
export const en: SameKeys<typeof de> = {
  kinds: (kinds) => list(kinds.map((kind) => kindNames[kind] ?? kind)),

  details: {
    takenTitle: 'What you can send',
    anyKind: (most) => `Any kind of file, up to ${formatBytes(most, 'en')} each.`,
    taken: (kinds, most) =>
      `Archives of the kinds ${kinds}, up to ${formatBytes(most, 'en')} each. This page packs single files into a ZIP for you.`,
    readme:
      'Each archive holds a Readme.txt with your request and your e-mail address or telephone number. If it is missing, you write it in the next step.',
    password: 'An archive may have a password. Send it on the second way that the page shows you.',
    erased: (firm, days) =>
      `${firm} erases everything no later than ${plural('en', days, '# day', '# days')} after arrival.`,
    rows: {
      note: 'Message',
      contactName: 'Your name',
      email: 'Your e-mail address',
      phone: 'Your telephone number',
      caseReference: 'Case number',
    },
    caseHint: 'If you already have one',
    noteHint: 'What is it about?',
    rowMissing: {
      note: 'Write what it is about.',
      contactName: 'Enter your name.',
      email: 'Enter your e-mail address.',
      phone: 'Enter your telephone number.',
      caseReference: 'Enter the case number.',
    },
    rowInvalid: {
      note: 'The message is too long.',
      contactName: 'The name is too long.',
      email: 'This does not look like an e-mail address. For example: name@firm.example',
      phone: 'This does not look like a telephone number. For example: 0231 123456',
      caseReference: 'The case number is too long.',
    },
    unknown: 'This page does not exist (any more)',
    unknownText: 'Check whether the address is complete, or use the general page of the firm.',
    toPlain: 'To the general page',
  },

  files: {
    limits: (kinds, one, count) =>
      `${kinds}, up to ${formatBytes(one, 'en')} each, ${formatNumber(count, 'en')} at most. Other files we pack into a ZIP.`,
    checking: 'being checked',
    unread: 'This file could not be read. Please choose it again.',
    fine: (kind) => `${kindNames[kind] ?? kind}, checked`,
    fineReadme: (kind, readme) => `${kindNames[kind] ?? kind}, checked, ${readme} found`,
    readmeUnread: (kind) => `${kindNames[kind] ?? kind}, Readme.txt found, its text cannot be read here`,
    locked: (kind) => `${kindNames[kind] ?? kind} with a password: contents not checkable`,
    save: 'Save',
    saveFile: (name) => `Save ${name} on this device`,
    looseTitle: (count) =>
      plural(
        'en',
        count,
        '# file is not an archive that is taken here',
        '# files are not archives that are taken here',
      ),
    lackingTitle: (count) => plural('en', count, '# archive has no Readme.txt', '# archives have no Readme.txt'),
    refusedTitle: (count) => plural('en', count, '# archive cannot be accepted', '# archives cannot be accepted'),
    removeThese: 'Remove these files',
    stillChecking: 'The files are still being checked. One moment please.',
    packFirst: (count) => plural('en', count, '# file is not packed yet.', '# files are not packed yet.'),
    readmeFirst: (count) =>
      plural('en', count, '# archive still has no Readme.txt.', '# archives still have no Readme.txt.'),
    refusedLeft: (count) =>
      plural('en', count, '# archive cannot be accepted. Remove it.', '# archives cannot be accepted. Remove them.'),
  },

  pack: {
    title: 'We pack your files into a ZIP',
    titleReadme: 'Add a Readme.txt',
    intro: (count) => `We pack ${files(count)} here in your browser, without any other program. Nothing is sent yet.`,
    readmeIntro:
      'So that we can place your request and reach you, a Readme.txt with these details goes into the archive. Nothing is sent yet.',
    readmeFound: 'Your Readme.txt is among them and says how we reach you. It goes into the ZIP.',
    wrapHint: 'Nothing can be added to a RAR or GZ archive: it goes into a ZIP together with the Readme.txt.',
    request: 'Your request',
    requestHint: 'What shall we do with the files? What happened?',
    name: 'Your name',
    email: 'E-mail address',
    phone: 'Telephone number',
    contactHint: 'E-mail address or telephone number, one is enough.',
    requestMissing: 'Describe your request.',
    contactMissing: 'Enter an e-mail address or a telephone number.',
    emailInvalid: 'This does not look like an e-mail address. For example: name@firm.example',
    phoneInvalid: 'This does not look like a telephone number. For example: 0231 123456',
    start: 'Pack into a ZIP',
    startReadme: 'Add Readme.txt',
    startBoth: 'Pack and add Readme.txt',
    cancel: 'Cancel',
    bar: 'Progress of packing',
    progress: (done, total) =>
      `${formatPercent(total > 0 ? done / total : 1, 'en')} packed, ${formatBytes(done, 'en')} of ${formatBytes(total, 'en')}`,
    done: (name, size) => `${name} is ready, ${formatBytes(size, 'en')}.`,
    tooLarge: (most) =>
      `Packed, the files are larger than ${formatBytes(most, 'en')}, the limit for an archive. Leave files out, or pack them into several.`,
    failed: 'Packing did not work. Perhaps a file was changed or deleted. Please choose it again.',
    archiveName: 'Files',
    withReadme: (name) => `${name}-with-Readme`,
    readmeText: {
      request: 'Request',
      name: 'Name',
      email: 'E-mail',
      phone: 'Telephone',
      customerNumber: 'Customer number',
      caseReference: 'Case',
    },
  },

  password: {
    title: 'Your archive has a password',
    text: 'It is accepted, but nobody can look inside beforehand: its contents are not checkable. To open it, the firm needs the password on a second way. Do not write it into the message or an e-mail.',
    later: 'How to send the password safely is shown here again once the transfer is complete.',
    link: 'Send the password by the contact form',
  },

  refused: {
    title: 'Some files were not accepted',
    text: 'Your files are sent, but not delivered yet. The server checked them again and found these:',
    remove: (name) => `Remove ${name}`,
    removeWord: 'Remove',
    change: 'Change files',
    submit: 'Deliver without these files',
  },

  reasons: {
    kind_unknown: (name, kinds) =>
      /\.(zip|tar|rar|gz|tgz)$/i.test(name)
        ? `Its name ends like that of an archive, but its contents are none. We take ${kinds}.`
        : `This is not an archive. We take ${kinds}.`,
    kind_not_taken: (_name, kinds) => `This kind of archive is not taken here, only ${kinds}.`,
    readme_missing: () => 'The archive has no Readme.txt.',
    readme_without_contact: () => 'The Readme.txt names neither an e-mail address nor a telephone number.',
    self_extracting: () => 'This is a program that unpacks itself. Send the archive without the program.',
    split_archive: () => 'This is one part of a split archive. Pack everything into a single one.',
    archive_truncated: () => 'The archive is cut off; its end is missing. Pack it again.',
    archive_damaged: () => 'The archive is damaged. Pack it again.',
    directory_lies: () => 'The archive’s directory does not match its contents. Pack it again.',
    end_record_twice: () => 'The archive has two ends and could be read in two ways. Pack it again.',
    header_differs: () => 'The archive says different things about the same file in two places. Pack it again.',
    header_too_large: () => 'The archive’s administrative data is unusually large. Pack it again.',
    hidden_data: () => 'The archive holds data that its directory does not name. Pack it again.',
    entries_overlap: () => 'Files in the archive overlap. Pack it again.',
    size_lies: () => 'The archive names wrong sizes. Pack it again.',
    bomb: () => 'The archive would unpack to many times its size.',
    unpacks_too_large: () => 'Unpacked, its contents are too large.',
    too_many_entries: () => 'The archive holds too many files.',
    nested_too_deep: () => 'Too many archives are inside one another. Pack the files themselves.',
    takes_too_long: () => 'The archive could not be checked in reasonable time. Split it up.',
    path_escapes: () => 'A file in the archive would land outside its folder. Pack it again.',
    link_leaves: () => 'A link in the archive points outside. Pack it without links.',
    through_link: () => 'A file in the archive lies behind a link. Pack it without links.',
    device: () => 'The archive holds a device file. Pack it without that.',
    name_with_nul: () => 'A file name in the archive has characters that are not allowed.',
  },
  otherReason: (code) => `The archive was not accepted (${code}).`,
  inEntry: (entry) => `Concerns: ${entry}`,
};
