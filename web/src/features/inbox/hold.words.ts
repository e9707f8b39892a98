import type { Words } from '../../i18n/words.ts';

const de = {
  held: 'Aufbewahrung angeordnet',
  heldUntil: (until: string) => `Aufbewahrung angeordnet bis ${until}`,
  reason: (reason: string) => `Grund: ${reason}`,
  scopes: {
    dropoff: 'Für diese Einsendung',
    customer: 'Für alles von diesem Kunden',
    firm: 'Für alle Einsendungen der Firma',
  },
  placed: (who: string, at: string) => `angeordnet von ${who}, ${at}.`,
  consequence: 'Solange wird nichts gelöscht, und der Fall lässt sich nicht schließen.',
  place: 'Aufbewahrung anordnen',
  lift: 'Aufheben',
  onHold:
    'Für diese Einsendung ist die Aufbewahrung angeordnet. Geschlossen werden kann der Fall erst, wenn sie endet.',
  onHoldUntil: (until: string) =>
    `Für diese Einsendung ist bis ${until} die Aufbewahrung angeordnet. Erst danach kann der Fall geschlossen werden, oder wenn eine Inhaberin oder ein Inhaber sie aufhebt.`,
  keptByRule: 'Eine Mindestfrist gilt für diese Einsendung; der Fall kann noch nicht geschlossen werden.',
  keptByRuleUntil: (until: string) =>
    `Für diese Einsendung gilt eine Mindestfrist bis ${until}. Erst danach kann der Fall geschlossen werden.`,
};

/** What keeps a drop-off, and why its case cannot be closed. */
export const holdWords: Words<typeof de> = {
  de,
  en: {
    held: 'On hold',
    heldUntil: (until) => `On hold until ${until}`,
    reason: (reason) => `Reason: ${reason}`,
    scopes: {
      dropoff: 'For this drop-off,',
      customer: 'For everything of this customer,',
      firm: 'For all drop-offs of the firm,',
    },
    placed: (who, at) => `placed by ${who}, ${at}.`,
    consequence: 'As long as it is in force nothing is erased, and the case cannot be closed.',
    place: 'Place a hold',
    lift: 'Lift',
    onHold: 'This drop-off is on hold. The case can be closed only when the hold ends.',
    onHoldUntil: (until) =>
      `This drop-off is on hold until ${until}. The case can be closed only then, or when an owner lifts the hold.`,
    keptByRule: 'A minimum period counts for this drop-off; the case cannot be closed yet.',
    keptByRuleUntil: (until) =>
      `A minimum period counts for this drop-off until ${until}. The case can be closed only then.`,
  },
};
