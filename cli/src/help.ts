import type { Language } from './language.ts';

const de = `schleuse – Dateien sicher an eine Firma senden

  schleuse send --server URL --customer NUMMER [--profile NAME] [--note TEXT] DATEI…
      Sendet Dateien und Ordner. Bricht die Verbindung ab oder drücken Sie Strg-C,
      setzt derselbe Befehl genau dort fort.
        --note TEXT        Nachricht an die Firma
        --profile NAME     an eine besondere Annahme der Firma, wie „support“; was sie
                           nicht annimmt, wird vor dem Senden abgelehnt. Was sie fragt:
                           --contact NAME --email ADRESSE --phone NUMMER --case VORGANG
        --firm ID          nur, wenn der Server mehrere Firmen hat
        --out ORDNER       wohin die Eingangsbestätigung kommt (JSON und PDF);
                           sonst neben die erste Datei
        --timeout SEK      so lange ohne Kontakt weiterversuchen; sonst 600

  schleuse verify BESTÄTIGUNG.json [DATEI…] [--key BASE64 | --server URL]
      Prüft Unterschrift und Protokolleintrag einer Eingangsbestätigung und
      vergleicht Dateien mit ihr.
  schleuse verify LÖSCHPROTOKOLL.json [BESTÄTIGUNG.json | DATEI…]
      Dasselbe für ein Löschprotokoll; sagt, ob es alle Dateien umfasst.
        --key BASE64       Schlüssel der Firma, auf anderem Weg erhalten
        --server URL       holt den Schlüssel dort
        --log-key VKEY     Schlüssel des Protokolls der Firma
        --witness VKEY     Schlüssel eines Zeugen, der den Stand bestätigt haben soll

  schleuse audit --log URL [--checkpoint DATEI] [--key SCHLÜSSEL] [--save DATEI]
      Liest das ganze Protokoll einer Firma und prüft, ob es zu dem früher
      aufbewahrten Stand passt: nichts geändert, entfernt, eingefügt.
        --checkpoint DATEI der früher gespeicherte Stand, oder eine Bestätigung (JSON)
        --key SCHLÜSSEL    Prüfschlüssel des Protokolls, wie er in Bestätigungen steht
        --save DATEI       den heutigen Stand aufbewahren
        --accept-restoration
                           eine Wiederherstellung hinnehmen, die das Protokoll nennt

  schleuse --version, schleuse --help

Ergebnis (exit code): 0 gut; 1 Aufruf falsch, Datei nicht lesbar; 2 vom Server
abgelehnt; 3 Server nicht erreichbar; 4 Datei änderte sich beim Senden;
5 Bestätigung, Dateien oder Protokoll stimmen nicht; 130 unterbrochen.
Begonnenes merkt sich schleuse in $XDG_STATE_HOME/schleuse (~/.local/state/schleuse).
`;

const en = `schleuse – send files to a firm, safely

  schleuse send --server URL --customer NUMBER [--profile NAME] [--note TEXT] FILE…
      Sends files and folders. When the line breaks, or after Ctrl-C, the same
      command goes on exactly where it stopped.
        --note TEXT        a message to the firm
        --profile NAME     to an upload profile of the firm, such as "support"; what it
                           does not take is refused before it is sent. What it asks:
                           --contact NAME --email ADDRESS --phone NUMBER --case REFERENCE
        --firm ID          only where the server has several firms
        --out FOLDER       where the delivery receipt goes (JSON and PDF);
                           otherwise beside the first file
        --timeout SEC      keep trying that long without contact; otherwise 600

  schleuse verify RECEIPT.json [FILE…] [--key BASE64 | --server URL]
      Checks signature and log entry of a delivery receipt and compares files with it.
  schleuse verify CERTIFICATE.json [RECEIPT.json | FILE…]
      The same for an erasure certificate; says whether it covers all files.
        --key BASE64       the firm's key, got on another way
        --server URL       gets the key there
        --log-key VKEY     the key of the firm's log
        --witness VKEY     the key of a witness that should have signed the log's state

  schleuse audit --log URL [--checkpoint FILE] [--key KEY] [--save FILE]
      Reads the whole log of a firm and checks it against a head that was kept
      earlier: nothing changed, removed, inserted.
        --checkpoint FILE  the head saved earlier, or a receipt (JSON)
        --key KEY          the log's verifier key, as receipts name it
        --save FILE        keep today's head
        --accept-restoration
                           accept a restoration that the log declares

  schleuse --version, schleuse --help

Exit code: 0 fine; 1 wrong call, file cannot be read; 2 refused by the server;
3 server cannot be reached; 4 a file changed while being sent; 5 receipt, files
or log are not right; 130 interrupted.
What was begun is remembered in $XDG_STATE_HOME/schleuse (~/.local/state/schleuse).
`;

export const help: Record<Language, string> = { de, en };
