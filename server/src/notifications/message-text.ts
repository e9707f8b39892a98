import type { Language } from '../format.ts';
import { type MailText, mailText } from './mail-texts.ts';

/** That something came by the contact form, and not what: passwords come that way. */
export function messageText({ firm, url }: { firm: string; url: string }, language: Language): MailText {
  return language === 'de'
    ? mailText(
        language,
        'Neue Nachricht über das Kontaktformular',
        ['Über das Kontaktformular ist etwas eingegangen. Lesen können Sie es nur nach der Anmeldung.'],
        { label: 'Nachrichten öffnen:', url },
        firm,
      )
    : mailText(
        language,
        'New message by the contact form',
        ['Something has come by the contact form. You can read it only after signing in.'],
        { label: 'Open the messages:', url },
        firm,
      );
}
