import { plural } from '../../i18n/plural.ts';
import { formatBytes, formatDate, formatNumber, formatPercent, formatTime } from '../../ui/format.ts';

const files = (count: number) => plural('de', count, '# Datei', '# Dateien');
const bytes = (value: number) => formatBytes(value, 'de');
const time = (at: string | Date) => formatTime(at, 'de');

/** The wizard in German; English (words.en.ts) has the same keys. */
export const de = {
  pageTitle: 'Dateien einsenden',
  loading: 'Wird geladen',
  steps: { label: 'Schritte', details: 'Angaben', files: 'Dateien', sending: 'Übermittlung', done: 'erledigt' },
  errorTitle: 'Bitte prüfen Sie Ihre Eingabe',
  optional: 'freiwillig',
  back: 'Zurück',
  code: (code: string) => `Code für Rückfragen: ${code}`,

  unavailable: {
    title: 'Die Seite kann gerade nicht geladen werden',
    retry: 'Noch einmal versuchen',
    setUp:
      'Diese Anlage ist noch nicht eingerichtet. Bitte wenden Sie sich an die Firma, an die Sie Dateien senden möchten.',
  },

  details: {
    title: 'Dateien einsenden',
    intro: (firm: string) =>
      `Hier senden Sie Dateien verschlüsselt an ${firm}. Sie brauchen dafür kein Konto, nur Ihre Kundennummer.`,
    number: 'Kundennummer',
    numberHint: (example: string) => `Zum Beispiel ${example}`,
    numberMissing: 'Geben Sie Ihre Kundennummer ein.',
    note: 'Nachricht',
    noteHint: 'Worum geht es? Zum Beispiel der Name Ihrer Ansprechperson oder eine Vorgangsnummer.',
    noteTooLong: (most: number) => `Die Nachricht darf höchstens ${formatNumber(most, 'de')} Zeichen haben.`,
    next: 'Weiter zu den Dateien',
    checking: 'Kundennummer wird geprüft',
    proving: 'Kurze Sicherheitsprüfung läuft, das dauert einige Sekunden',
    expired:
      'Ihre angefangene Übermittlung ist abgelaufen und wurde gelöscht. Es wurde nichts zugestellt. Bitte beginnen Sie neu.',
    discarded: 'Die Übermittlung wurde verworfen. Was schon übertragen war, wird gelöscht. Es wurde nichts zugestellt.',
  },

  files: {
    title: 'Dateien auswählen',
    resumeTitle: 'Angefangene Übermittlung fortsetzen',
    sendingFor: 'Sie senden für:',
    numberIs: (number: string) => `Kundennummer ${number}`,
    wrongNumber: 'Kundennummer ändern',
    chooseAgain: 'Ihre Angaben sind noch da. Bitte wählen Sie die Dateien noch einmal aus; gesendet war noch nichts.',
    resume: (begun: Date, arrived: number, missing: number) =>
      `Am ${time(begun)} begonnen. ${files(arrived)} ${arrived === 1 ? 'ist' : 'sind'} schon übertragen, ${formatNumber(missing, 'de')} ${missing === 1 ? 'fehlt' : 'fehlen'} noch.`,
    resumeHow: 'Wählen Sie dieselben Dateien noch einmal aus. Gesendet wird nur, was noch fehlt.',
    reopen: 'Zugriff auf dieselben Dateien erlauben',
    dropHere: 'Dateien oder Ordner hierher ziehen',
    pickFiles: 'Dateien auswählen',
    pickFolder: 'Ordner auswählen',
    dropNow: 'Loslassen, um die Dateien hinzuzufügen',
    limits: (one: number, all: number, count: number) =>
      `Jede Art von Datei, bis ${bytes(one)} je Datei, zusammen bis ${bytes(all)} und ${files(count)}.`,
    reading: (count: number) => (count > 0 ? `Ordner wird gelesen, bisher ${files(count)}` : 'Ordner wird gelesen'),
    list: 'Ausgewählte Dateien',
    sum: (count: number, total: number) => `${files(count)}, ${bytes(total)}`,
    remove: (name: string) => `${name} entfernen`,
    removeWord: 'Entfernen',
    removed: (name: string) => `${name} entfernt`,
    added: (count: number) => `${files(count)} hinzugefügt`,
    alreadyThere: (count: number) =>
      plural('de', count, '# Datei war schon in der Liste.', '# Dateien waren schon in der Liste.'),
    systemFiles: (count: number) =>
      plural(
        'de',
        count,
        '# Hilfsdatei des Betriebssystems (wie Thumbs.db) wurde weggelassen.',
        '# Hilfsdateien des Betriebssystems (wie Thumbs.db) wurden weggelassen.',
      ),
    unreadable: (names: string[]) =>
      `Nicht lesbar und deshalb nicht in der Liste: ${names.slice(0, 3).join(', ')}${names.length > 3 ? ` und ${names.length - 3} weitere` : ''}`,
    faultsTitle: (count: number) =>
      plural('de', count, '# Datei kann so nicht gesendet werden', '# Dateien können so nicht gesendet werden'),
    fault: {
      too_large: (limit: number) => `Größer als ${bytes(limit)}, die Grenze für eine Datei`,
      name_taken: 'Eine andere Datei mit diesem Namen ist schon in der Liste',
    },
    removeFaulty: 'Diese Dateien entfernen',
    more: (count: number) => `und ${formatNumber(count, 'de')} weitere`,
    empty: 'Leer (0 Byte), wird so gesendet',
    arrived: 'Schon übertragen',
    missingTitle: (count: number) => plural('de', count, '# Datei fehlt noch', '# Dateien fehlen noch'),
    missingRemoveAll: 'Ohne diese Dateien fortsetzen',
    nothing: 'Wählen Sie mindestens eine Datei aus.',
    stillMissing: (count: number) =>
      plural(
        'de',
        count,
        '# Datei fehlt noch. Wählen Sie sie noch einmal aus, oder setzen Sie ohne sie fort.',
        '# Dateien fehlen noch. Wählen Sie sie noch einmal aus, oder setzen Sie ohne sie fort.',
      ),
    faultyLeft: (count: number) =>
      plural(
        'de',
        count,
        '# Datei kann so nicht gesendet werden. Entfernen Sie sie aus der Liste.',
        '# Dateien können so nicht gesendet werden. Entfernen Sie sie aus der Liste.',
      ),
    tooMuch: (total: number, limit: number) =>
      `Zusammen sind es ${bytes(total)}, erlaubt sind ${bytes(limit)}. Entfernen Sie Dateien und senden Sie diese danach gesondert.`,
    tooMany: (count: number, limit: number) =>
      `Es sind ${files(count)}, erlaubt sind ${formatNumber(limit, 'de')}. Packen Sie sie zum Beispiel in eine ZIP-Datei.`,
    agreement: 'Vereinbarung (AVV) anfordern',
    recipient: (firm: string, days: number) =>
      `${firm} erhält die Dateien und löscht sie spätestens ${plural('de', days, '# Tag', '# Tage')} nach dem Eingang.`,
    send: (count: number, total: number) => `${files(count)} übermitteln, ${bytes(total)}`,
    sendNone: 'Dateien übermitteln',
    goOn: (left: number) => `Übermittlung fortsetzen${left > 0 ? `, noch ${bytes(left)}` : ''}`,
    discard: 'Verwerfen',
  },

  discard: {
    title: 'Übermittlung verwerfen?',
    text: 'Was schon übertragen ist, wird gelöscht, und es wird nichts zugestellt. Ihre Dateien auf diesem Gerät bleiben, wie sie sind.',
    keep: 'Nicht verwerfen',
    discard: 'Verwerfen',
  },

  sending: {
    title: 'Übermittlung läuft',
    paused: 'Übermittlung angehalten',
    finishing: 'Übermittlung wird abgeschlossen',
    stuck: 'Übermittlung unvollständig',
    ended: 'Die Übermittlung kann nicht fortgesetzt werden',
    bar: 'Fortschritt der Übermittlung',
    percent: (share: number) => formatPercent(share, 'de'),
    amount: (sent: number, total: number) => `${bytes(sent)} von ${bytes(total)}`,
    filesDone: (done: number, total: number) => `${formatNumber(done, 'de')} von ${files(total)} übertragen`,
    speed: (perSecond: number) => `${bytes(perSecond)} pro Sekunde`,
    left: (seconds: number) => `noch ${duration(seconds)}`,
    leftUnknown: 'Restzeit wird berechnet',
    stayTitle: 'Noch ist nichts zugestellt.',
    stay: 'Erst wenn auf dieser Seite „Übermittlung erfolgreich“ steht, sind Ihre Dateien angekommen. Lassen Sie das Fenster bis dahin offen; Sie können nebenher weiterarbeiten.',
    ifClosed:
      'Wenn Sie es doch schließen, öffnen Sie diese Adresse auf demselben Gerät wieder: Dann wird nur gesendet, was noch fehlt.',
    offline: 'Verbindung unterbrochen, wir versuchen es weiter',
    offlineText: 'Was schon übertragen ist, bleibt erhalten. Sie müssen nichts tun.',
    serverFull: 'Der Server hat gerade keinen Platz mehr. Wir versuchen es weiter, sobald wieder Platz ist.',
    retryNow: 'Jetzt versuchen',
    pause: 'Anhalten',
    resume: 'Fortsetzen',
    backToFiles: 'Dateien ändern',
    list: 'Dateien dieser Übermittlung',
    state: {
      waiting: 'wartet',
      sending: (share: number) => formatPercent(share, 'de'),
      done: 'übertragen',
      refused: 'nicht übertragen',
    },
    fileBar: (name: string) => `Fortschritt von ${name}`,
    resumedFrom: (from: number) => `${bytes(from)} waren schon da`,
    refusedTitle: (count: number) =>
      plural('de', count, '# Datei konnte nicht übertragen werden', '# Dateien konnten nicht übertragen werden'),
    leaveOut: (name: string) => `${name} weglassen`,
    leaveOutWord: 'Weglassen',
    retryRefused: 'Noch einmal versuchen',
    submitting: 'Alle Dateien sind übertragen. Der Empfang wird bestätigt, bitte lassen Sie das Fenster noch offen.',
    submitRefused: 'Alle Dateien sind übertragen, aber der Empfang ist noch nicht bestätigt.',
    submitAgain: 'Empfang bestätigen lassen',
    startNew: 'Neu beginnen',
    announce: (share: number, left: string) => `${formatPercent(share, 'de')} übertragen${left && `, ${left}`}`,
    titlePaused: 'Angehalten',
    titleOffline: 'Unterbrochen',
  },

  done: {
    title: 'Übermittlung erfolgreich',
    pageTitle: 'Übermittlung erfolgreich',
    text: (firm: string, count: number, total: number, at: string) =>
      `${firm} hat ${files(count)} (${bytes(total)}) am ${time(at)} erhalten.`,
    receiptTitle: 'Eingangsbestätigung',
    receiptText:
      'Bewahren Sie die Bestätigung auf. Sie nennt jede Datei mit ihrer Prüfsumme und ist von der Firma elektronisch unterschrieben.',
    pdf: 'Als PDF speichern',
    json: 'Maschinenlesbar (JSON) speichern',
    accesses: 'Wer öffnete meine Dateien?',
    accessesText: 'Diese Adresse zeigt Ihnen bis zur Löschung jeden Zugriff; bewahren Sie sie auf:',
    saveFailed:
      'Die Bestätigung konnte nicht geladen werden. Die Dateien sind zugestellt; versuchen Sie es bitte noch einmal.',
    list: 'Zugestellte Dateien',
    erased: (at: string) => `Die Firma löscht die Dateien spätestens am ${formatDate(at, 'de')}.`,
    number: 'Kundennummer',
    caseNumber: 'Vorgang',
    finish: 'Ende',
    finishHint: 'Diese Seite bleibt stehen, bis Sie auf „Ende“ drücken.',
  },

  ended: {
    title: 'Sie können dieses Fenster jetzt schließen',
    text: 'Ihre Dateien sind zugestellt.',
    again: 'Weitere Dateien einsenden',
  },

  /** By the server's code. What is not named here gets `other`. */
  problems: {
    customer_number_malformed: 'So sieht keine Kundennummer dieser Firma aus. Prüfen Sie, ob Sie sich vertippt haben.',
    customer_unknown:
      'Diese Kundennummer kennen wir nicht. Prüfen Sie, ob Sie sich vertippt haben; sonst fragen Sie bitte bei der Firma nach.',
    rate_limited: (minutes: number) =>
      `Von Ihrem Anschluss kamen zu viele Versuche. Bitte versuchen Sie es in ${plural('de', minutes, 'einer Minute', '# Minuten')} noch einmal.`,
    proof_of_work_failed:
      'Die Sicherheitsprüfung ist nicht gelungen. Bitte versuchen Sie es noch einmal. Hilft das nicht, verwenden Sie bitte einen aktuellen Browser.',
    unreachable:
      'Der Server ist nicht erreichbar. Prüfen Sie Ihre Internetverbindung und versuchen Sie es noch einmal.',
    expired: 'Die Frist für diese Übermittlung ist abgelaufen. Es wurde nichts zugestellt. Bitte beginnen Sie neu.',
    closed: 'Diese Übermittlung wurde schon abgeschlossen. Bitte beginnen Sie für weitere Dateien neu.',
    file_too_large: 'Die Datei ist größer als erlaubt.',
    dropoff_too_large: 'Zusammen sind die Dateien größer als erlaubt.',
    too_many_files: 'Es sind mehr Dateien als erlaubt.',
    name_invalid:
      'Der Name der Datei enthält Zeichen, die nicht gehen. Benennen Sie die Datei um und wählen Sie sie neu aus.',
    file_changed:
      'Die Datei wurde während der Übermittlung geändert, verschoben oder gelöscht. Wählen Sie sie neu aus.',
    uploads_unfinished:
      'Einige Dateien sind noch nicht vollständig. Laden Sie die Seite neu; gesendet wird nur, was fehlt.',
    storage_full:
      'Der Server hat gerade keinen Platz mehr. Was übertragen ist, bleibt erhalten. Bitte versuchen Sie es später.',
    other: 'Das hat nicht geklappt. Bitte versuchen Sie es noch einmal. Hilft das nicht, rufen Sie bitte die Firma an.',
  },
};

/** `12 Sekunden`, `6 Minuten`, `1 Stunde 10 Minuten`: rounded as a person would say it. */
function duration(seconds: number): string {
  if (seconds < 55) return `${Math.max(5, Math.ceil(seconds / 5) * 5)} Sekunden`;
  const minutes = Math.ceil(seconds / 60);
  if (minutes < 60) return `etwa ${plural('de', minutes, 'eine Minute', '# Minuten')}`;
  const hours = Math.floor(minutes / 60);
  const rest = Math.round((minutes % 60) / 5) * 5;
  const words = plural('de', hours, 'eine Stunde', '# Stunden');
  return rest > 0 && rest < 60 && hours < 10 ? `etwa ${words} ${rest} Minuten` : `etwa ${words}`;
}
