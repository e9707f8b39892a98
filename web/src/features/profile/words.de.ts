import { plural } from '../../i18n/plural.ts';
import { formatBytes, formatNumber, formatPercent } from '../../ui/format.ts';

const files = (count: number) => plural('de', count, '# Datei', '# Dateien');
const kindNames: Record<string, string> = { zip: 'ZIP', tar: 'TAR', rar: 'RAR', rar4: 'RAR', rar5: 'RAR', gz: 'GZ' };
const list = (names: readonly string[]) => new Intl.ListFormat('de', { type: 'disjunction' }).format(names);

/** The pages of an upload profile in German; English (words.en.ts) has the same keys. */
export const de = {
  kinds: (kinds: readonly string[]) => list(kinds.map((kind) => kindNames[kind] ?? kind)),

  details: {
    takenTitle: 'Was Sie senden können',
    anyKind: (most: number) => `Jede Art von Datei, bis ${formatBytes(most, 'de')} je Datei.`,
    taken: (kinds: string, most: number) =>
      `Archive der Art ${kinds}, bis ${formatBytes(most, 'de')} je Archiv. Einzelne Dateien packt diese Seite für Sie in ein ZIP.`,
    readme:
      'Jedes Archiv enthält eine Readme.txt mit Ihrem Anliegen und Ihrer E-Mail-Adresse oder Telefonnummer. Fehlt sie, schreiben Sie sie im nächsten Schritt.',
    password: 'Ein Passwort auf dem Archiv ist erlaubt. Senden Sie es auf dem zweiten Weg, den die Seite Ihnen nennt.',
    erased: (firm: string, days: number) =>
      `${firm} löscht alles spätestens ${plural('de', days, '# Tag', '# Tage')} nach dem Eingang.`,
    rows: {
      note: 'Nachricht',
      contactName: 'Ihr Name',
      email: 'Ihre E-Mail-Adresse',
      phone: 'Ihre Telefonnummer',
      caseReference: 'Vorgangsnummer',
    },
    caseHint: 'Wenn Sie schon eine haben',
    noteHint: 'Worum geht es?',
    rowMissing: {
      note: 'Schreiben Sie, worum es geht.',
      contactName: 'Geben Sie Ihren Namen ein.',
      email: 'Geben Sie Ihre E-Mail-Adresse ein.',
      phone: 'Geben Sie Ihre Telefonnummer ein.',
      caseReference: 'Geben Sie die Vorgangsnummer ein.',
    },
    rowInvalid: {
      note: 'Die Nachricht ist zu lang.',
      contactName: 'Der Name ist zu lang.',
      email: 'So sieht keine E-Mail-Adresse aus. Zum Beispiel: name@firma.example',
      phone: 'So sieht keine Telefonnummer aus. Zum Beispiel: 0231 123456',
      caseReference: 'Die Vorgangsnummer ist zu lang.',
    },
    unknown: 'Diese Seite gibt es nicht (mehr)',
    unknownText: 'Prüfen Sie, ob die Adresse vollständig ist, oder verwenden Sie die allgemeine Seite der Firma.',
    toPlain: 'Zur allgemeinen Seite',
  },

  files: {
    limits: (kinds: string, one: number, count: number) =>
      `${kinds}, bis ${formatBytes(one, 'de')} je Archiv, höchstens ${formatNumber(count, 'de')}. Andere Dateien packen wir in ein ZIP.`,
    checking: 'wird geprüft',
    unread: 'Diese Datei ließ sich nicht lesen. Wählen Sie sie noch einmal aus.',
    fine: (kind: string) => `${kindNames[kind] ?? kind}, geprüft`,
    fineReadme: (kind: string, readme: string) => `${kindNames[kind] ?? kind}, geprüft, ${readme} gefunden`,
    readmeUnread: (kind: string) =>
      `${kindNames[kind] ?? kind}, Readme.txt gefunden, ihr Text lässt sich hier nicht lesen`,
    locked: (kind: string) => `${kindNames[kind] ?? kind} mit Passwort: Inhalt nicht prüfbar`,
    save: 'Speichern',
    saveFile: (name: string) => `${name} auf diesem Gerät speichern`,
    looseTitle: (count: number) =>
      plural(
        'de',
        count,
        '# Datei ist kein Archiv, das hier angenommen wird',
        '# Dateien sind keine Archive, die hier angenommen werden',
      ),
    lackingTitle: (count: number) =>
      plural('de', count, 'In # Archiv fehlt die Readme.txt', 'In # Archiven fehlt die Readme.txt'),
    refusedTitle: (count: number) =>
      plural('de', count, '# Archiv kann nicht angenommen werden', '# Archive können nicht angenommen werden'),
    removeThese: 'Diese Dateien entfernen',
    stillChecking: 'Die Dateien werden noch geprüft. Einen Augenblick bitte.',
    packFirst: (count: number) =>
      plural('de', count, '# Datei ist noch nicht gepackt.', '# Dateien sind noch nicht gepackt.'),
    readmeFirst: (count: number) =>
      plural('de', count, 'In # Archiv fehlt noch die Readme.txt.', 'In # Archiven fehlt noch die Readme.txt.'),
    refusedLeft: (count: number) =>
      plural(
        'de',
        count,
        '# Archiv kann nicht angenommen werden. Entfernen Sie es.',
        '# Archive können nicht angenommen werden. Entfernen Sie sie.',
      ),
  },

  pack: {
    title: 'Wir packen Ihre Dateien in ein ZIP',
    titleReadme: 'Readme.txt ergänzen',
    intro: (count: number) =>
      `${files(count)} packen wir hier in Ihrem Browser, ohne Zusatzprogramm. Gesendet wird dabei noch nichts.`,
    readmeIntro:
      'Damit wir Ihre Anfrage zuordnen und Sie erreichen können, kommt eine Readme.txt mit diesen Angaben in das Archiv. Gesendet wird dabei noch nichts.',
    readmeFound: 'Ihre Readme.txt ist dabei und nennt, wie wir Sie erreichen. Sie kommt mit in das ZIP.',
    wrapHint:
      'In ein Archiv der Art RAR oder GZ lässt sich nichts ergänzen: Es kommt mit der Readme.txt zusammen in ein ZIP.',
    request: 'Ihr Anliegen',
    requestHint: 'Was sollen wir mit den Dateien tun? Was ist geschehen?',
    name: 'Ihr Name',
    email: 'E-Mail-Adresse',
    phone: 'Telefonnummer',
    contactHint: 'E-Mail-Adresse oder Telefonnummer, eines genügt.',
    requestMissing: 'Beschreiben Sie Ihr Anliegen.',
    contactMissing: 'Geben Sie eine E-Mail-Adresse oder eine Telefonnummer an.',
    emailInvalid: 'So sieht keine E-Mail-Adresse aus. Zum Beispiel: name@firma.example',
    phoneInvalid: 'So sieht keine Telefonnummer aus. Zum Beispiel: 0231 123456',
    start: 'In ein ZIP packen',
    startReadme: 'Readme.txt hinzufügen',
    startBoth: 'Packen und Readme.txt hinzufügen',
    cancel: 'Abbrechen',
    bar: 'Fortschritt des Packens',
    progress: (done: number, total: number) =>
      `${formatPercent(total > 0 ? done / total : 1, 'de')} gepackt, ${formatBytes(done, 'de')} von ${formatBytes(total, 'de')}`,
    done: (name: string, size: number) => `${name} ist fertig, ${formatBytes(size, 'de')}.`,
    tooLarge: (most: number) =>
      `Gepackt sind die Dateien größer als ${formatBytes(most, 'de')}, die Grenze für ein Archiv. Lassen Sie Dateien weg, oder packen Sie sie in mehrere.`,
    failed:
      'Das Packen hat nicht geklappt. Vielleicht wurde eine Datei geändert oder gelöscht. Wählen Sie sie noch einmal aus.',
    archiveName: 'Dateien',
    withReadme: (name: string) => `${name}-mit-Readme`,
    readmeText: {
      request: 'Anliegen',
      name: 'Name',
      email: 'E-Mail',
      phone: 'Telefon',
      customerNumber: 'Kundennummer',
      caseReference: 'Vorgang',
    },
  },

  password: {
    title: 'Ihr Archiv ist mit einem Passwort geschützt',
    text: 'Es wird angenommen, aber niemand kann vorher hineinsehen: Der Inhalt ist nicht prüfbar. Damit die Firma es öffnen kann, braucht sie das Passwort auf einem zweiten Weg. Schreiben Sie es nicht in die Nachricht und nicht in eine E-Mail.',
    later: 'Wie Sie das Passwort sicher senden, steht hier noch einmal, sobald die Übermittlung abgeschlossen ist.',
    link: 'Passwort über das Kontaktformular senden',
  },

  refused: {
    title: 'Einige Dateien wurden nicht angenommen',
    text: 'Ihre Dateien sind übertragen, aber noch nicht zugestellt. Der Server hat sie noch einmal geprüft und diese gefunden:',
    remove: (name: string) => `${name} entfernen`,
    removeWord: 'Entfernen',
    change: 'Dateien ändern',
    submit: 'Ohne diese Dateien zustellen',
  },

  /** By the code of the check; the same in the browser and on the server. */
  reasons: {
    kind_unknown: (name: string, kinds: string) =>
      /\.(zip|tar|rar|gz|tgz)$/i.test(name)
        ? `Der Name endet wie bei einem Archiv, der Inhalt ist aber keines. Angenommen werden ${kinds}.`
        : `Das ist kein Archiv. Angenommen werden ${kinds}.`,
    kind_not_taken: (_name: string, kinds: string) => `Diese Art von Archiv wird hier nicht angenommen, nur ${kinds}.`,
    readme_missing: () => 'Das Archiv enthält keine Readme.txt.',
    readme_without_contact: () => 'Die Readme.txt nennt weder eine E-Mail-Adresse noch eine Telefonnummer.',
    self_extracting: () => 'Das ist ein Programm, das sich selbst entpackt. Senden Sie das Archiv ohne Programm.',
    split_archive: () => 'Das ist ein Teil eines geteilten Archivs. Packen Sie alles in ein einziges.',
    archive_truncated: () => 'Das Archiv ist abgeschnitten; sein Ende fehlt. Packen Sie es neu.',
    archive_damaged: () => 'Das Archiv ist beschädigt. Packen Sie es neu.',
    directory_lies: () => 'Das Inhaltsverzeichnis des Archivs passt nicht zu seinem Inhalt. Packen Sie es neu.',
    end_record_twice: () => 'Das Archiv hat zwei Enden und ließe sich auf zwei Arten lesen. Packen Sie es neu.',
    header_differs: () => 'Das Archiv sagt an zwei Stellen Verschiedenes über dieselbe Datei. Packen Sie es neu.',
    header_too_large: () => 'Die Verwaltungsdaten des Archivs sind ungewöhnlich groß. Packen Sie es neu.',
    hidden_data: () => 'Im Archiv stehen Daten, die sein Verzeichnis nicht nennt. Packen Sie es neu.',
    entries_overlap: () => 'Dateien im Archiv überlappen sich. Packen Sie es neu.',
    size_lies: () => 'Das Archiv nennt falsche Größen. Packen Sie es neu.',
    bomb: () => 'Das Archiv würde sich auf ein Vielfaches seiner Größe entpacken.',
    unpacks_too_large: () => 'Entpackt ist der Inhalt zu groß.',
    too_many_entries: () => 'Das Archiv enthält zu viele Dateien.',
    nested_too_deep: () => 'Zu viele Archive stecken ineinander. Packen Sie die Dateien selbst.',
    takes_too_long: () => 'Das Archiv ließ sich nicht in vertretbarer Zeit prüfen. Teilen Sie es auf.',
    path_escapes: () => 'Eine Datei im Archiv würde außerhalb ihres Ordners landen. Packen Sie es neu.',
    link_leaves: () => 'Eine Verknüpfung im Archiv zeigt nach außen. Packen Sie es ohne Verknüpfungen.',
    through_link: () => 'Eine Datei im Archiv liegt hinter einer Verknüpfung. Packen Sie es ohne Verknüpfungen.',
    device: () => 'Das Archiv enthält eine Gerätedatei. Packen Sie es ohne sie.',
    name_with_nul: () => 'Ein Dateiname im Archiv enthält unzulässige Zeichen.',
  },
  otherReason: (code: string) => `Das Archiv wurde nicht angenommen (${code}).`,
  inEntry: (entry: string) => `Betroffen: ${entry}`,
};
