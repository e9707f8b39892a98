/** The page of the contact form: the second way, on which an archive's password reaches the firm. */
const contactPage = '/kontakt';

/** @param dropoffId the case the password belongs to, where there is one yet */
export function passwordLink(dropoffId?: string): string {
  const about = new URLSearchParams({ zweck: 'passwort', ...(dropoffId && { vorgang: dropoffId }) });
  return `${contactPage}?${about}`;
}
