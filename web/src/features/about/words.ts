import { plural } from '../../i18n/plural.ts';
import type { Words } from '../../i18n/words.ts';

type Part = { title: string; text: string };

const de = {
  imprint: { title: 'Impressum', none: 'Die Firma hat hier noch nichts eingetragen.', firm: 'Betrieben von' },
  unreachable: 'Die Angaben der Firma können gerade nicht geladen werden. Bitte laden Sie die Seite später neu.',
  notSetUp: 'Diese Anlage ist noch nicht eingerichtet.',
  notFound: {
    title: 'Diese Seite gibt es nicht',
    text: 'Prüfen Sie, ob die Adresse vollständig ist.',
    send: 'Dateien einsenden',
    signIn: 'Anmelden',
  },
  privacy: {
    title: 'Datenschutz',
    imprintLink: 'Anschrift und Kontakt im Impressum',
    who: (firm: string): Part => ({
      title: 'Wer Ihre Daten erhält',
      text: `Verantwortlich ist ${firm}. Nur deren Mitarbeiterinnen und Mitarbeiter können Ihre Dateien öffnen.`,
    }),
    what: {
      title: 'Was gespeichert wird',
      text: 'Ihre Kundennummer, Ihre Nachricht, die Dateien mit Namen, Größe und Prüfsumme, und wann sie eingegangen sind. Gegen Missbrauch wird Ihre Netzadresse gekürzt und unkenntlich gemacht für kurze Zeit mitgezählt.',
    },
    why: {
      title: 'Wofür',
      text: 'Nur um Ihre Dateien sicher zu empfangen und Ihr Anliegen zu bearbeiten. Es gibt keine Auswertung und keine Werbung.',
    },
    erased: (days: number): Part => ({
      title: 'Wann gelöscht wird',
      text: `Sobald Ihr Anliegen abgeschlossen ist, spätestens aber ${plural('de', days, '# Tag', '# Tage')} nach dem Eingang. Angefangene Übermittlungen, die nicht abgeschlossen werden, werden ebenfalls gelöscht. Dabei wird der Schlüssel vernichtet: Auch Kopien in Sicherungen sind danach nicht mehr lesbar.`,
    }),
    sealed: {
      title: 'Wie geschützt wird',
      text: 'Die Dateien werden verschlüsselt übertragen und verschlüsselt gespeichert. Jeder Zugriff darauf wird aufgezeichnet.',
    },
    device: {
      title: 'Was auf Ihrem Gerät bleibt',
      text: 'Diese Seiten setzen kein Cookie, bevor sich jemand anmeldet; die Anmeldung der Mitarbeitenden braucht eines, und nur dafür. Ihr Browser merkt sich die gewählte Sprache und eine angefangene Übermittlung, damit sie nach einer Unterbrechung weitergehen kann. Mit „Ende“ oder „Verwerfen“ ist das wieder weg.',
    },
    third: {
      title: 'Dritte',
      text: 'Keine. Alles auf diesen Seiten kommt von diesem Server, auch Schriften und die Sicherheitsprüfung. Es gibt keine Besucherstatistik.',
    },
    rights: {
      title: 'Ihre Rechte',
      text: 'Sie können Auskunft, Berichtigung, Löschung, Einschränkung und Übertragung Ihrer Daten verlangen, der Verarbeitung widersprechen und sich bei einer Datenschutzaufsicht beschweren.',
    },
  },
};

/** The words of the pages that say who is behind all this. */
export const aboutWords: Words<typeof de> = {
  de,
  en: {
    imprint: { title: 'Imprint', none: 'The firm has not entered anything here yet.', firm: 'Run by' },
    unreachable: 'The firm’s details cannot be loaded at the moment. Please reload the page later.',
    notSetUp: 'This installation has not been set up yet.',
    notFound: {
      title: 'This page does not exist',
      text: 'Check whether the address is complete.',
      send: 'Send files',
      signIn: 'Sign in',
    },
    privacy: {
      title: 'Privacy',
      imprintLink: 'Address and contact in the imprint',
      who: (firm) => ({
        title: 'Who receives your data',
        text: `${firm} is responsible. Only its staff can open your files.`,
      }),
      what: {
        title: 'What is stored',
        text: 'Your customer number, your message, the files with name, size and checksum, and when they arrived. Against abuse your network address, shortened and made unrecognisable, is counted for a short time.',
      },
      why: {
        title: 'What for',
        text: 'Only to receive your files safely and to work on your request. There is no profiling and no advertising.',
      },
      erased: (days) => ({
        title: 'When it is erased',
        text: `As soon as your request is closed, ${plural('en', days, '# day', '# days')} after arrival at the latest. Transfers that were begun and not completed are erased too. The key is destroyed: copies in backups cannot be read afterwards either.`,
      }),
      sealed: {
        title: 'How it is protected',
        text: 'The files are encrypted on the way and encrypted where they are stored. Every access to them is recorded.',
      },
      device: {
        title: 'What stays on your device',
        text: 'These pages set no cookie before somebody signs in; signing in of the staff needs one, and only for that. Your browser remembers the chosen language and a transfer you have begun, so that it can go on after an interruption. With “Finish” or “Discard” that is gone again.',
      },
      third: {
        title: 'Third parties',
        text: 'None. Everything on these pages comes from this server, fonts and security check included. There are no visitor statistics.',
      },
      rights: {
        title: 'Your rights',
        text: 'You can ask for access, correction, erasure, restriction and portability of your data, object to the processing, and complain to a data protection authority.',
      },
    },
  },
};
