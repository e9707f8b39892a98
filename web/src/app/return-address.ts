/** Where to go after signing in; anything that is not a page of this app leads to the inbox. */
export function safeReturnAddress(wanted: unknown): string {
  const isOurs =
    typeof wanted === 'string' && /^\/(eingang|kunden|team|konto|einstellungen)([/?#][\x21-\x7e]*)?$/.test(wanted);
  return isOurs ? wanted : '/eingang';
}
