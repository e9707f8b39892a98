/** Where to go after signing in; anything that is not a page of this app leads to the inbox. */
export function safeReturnAddress(wanted: unknown): string {
  if (typeof wanted !== 'string' || !/^\/(?![/\\])[\x21-\x7e]*$/.test(wanted)) return '/eingang';
  return /^\/(eingang|kunden|team|konto|einstellungen)([/?#]|$)/.test(wanted) ? wanted : '/eingang';
}
