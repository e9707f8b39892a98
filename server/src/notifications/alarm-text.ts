import { formatInstant, type Language } from '../format.ts';
import { type MailText, mailText } from './mail-texts.ts';

export type AlarmFacts = {
  firm: string;
  cause: 'clock' | 'left' | 'missing';
  /** Of `clock` seconds it jumped, of `left` what should be gone, of `missing` hours without a run. */
  count: number;
  at: Date;
  url: string;
};

const subjects: Record<Language, Record<AlarmFacts['cause'], string>> = {
  de: {
    clock: 'Löschlauf angehalten: Die Uhr ist gesprungen',
    left: 'Löschlauf unvollständig',
    missing: 'Löschlauf ausgeblieben',
  },
  en: {
    clock: 'Erasure run stopped: the clock has jumped',
    left: 'Erasure run incomplete',
    missing: 'Erasure run missing',
  },
};

/** Something is wrong with erasing: what, what it means for the data, what to do. */
export function alarmText({ firm, cause, count, at, url }: AlarmFacts, language: Language): MailText {
  const number = new Intl.NumberFormat(language).format(cause === 'clock' ? Math.round(count / 3600) : count);
  const when = formatInstant(at, language);
  const happened = (language === 'de' ? german : english)[cause](number, when);
  const label = language === 'de' ? 'Unter „Löschung“ ansehen:' : 'See the page “Erasure”:';
  return mailText(language, subjects[language][cause], happened, { label, url }, firm);
}

type Words = Record<AlarmFacts['cause'], (number: string, when: string) => string[]>;

const german: Words = {
  clock: (hours, when) => [
    `Die Uhr des Servers ist um etwa ${hours} Stunden vorgesprungen und zeigt jetzt ${when}. Der Löschlauf hat deshalb nichts gelöscht.`,
    'Geht die Uhr falsch, lassen Sie sie stellen; der nächste Löschlauf arbeitet dann weiter. Geht sie richtig, etwa nach langem Stillstand, muss das jemand mit der Rolle Inhaber auf der Seite „Löschung“ bestätigen.',
  ],
  left: (number, when) => [
    `Der Löschlauf vom ${when} hat etwas übrig gelassen: ${number} Vorgänge, die gelöscht sein sollten, sind es nicht.`,
    'Er versucht es alle 15 Minuten wieder. Bleibt diese Nachricht morgen nicht aus, wenden Sie sich an den Betreiber: Der Grund steht im Protokoll des Servers.',
  ],
  missing: (hours, when) => [
    `Seit ${hours} Stunden ist kein Löschlauf zu Ende gegangen (Stand ${when}).`,
    'Daten können deshalb länger liegen als zugesagt. Wenden Sie sich an den Betreiber des Servers.',
  ],
};

const english: Words = {
  clock: (hours, when) => [
    `The server's clock has jumped ahead by about ${hours} hours and now shows ${when}. The erasure run has therefore erased nothing.`,
    'If the clock is wrong, have it set; the next run then goes on. If it is right, for instance after a long standstill, an owner must confirm that on the page “Erasure”.',
  ],
  left: (number, when) => [
    `The erasure run of ${when} has left something: ${number} cases that should be erased are not.`,
    'It tries again every 15 minutes. If this message comes again tomorrow, turn to the operator: the reason is in the log of the server.',
  ],
  missing: (hours, when) => [
    `No erasure run has ended for ${hours} hours (as of ${when}).`,
    'Data may therefore be kept longer than promised. Turn to the operator of the server.',
  ],
};
