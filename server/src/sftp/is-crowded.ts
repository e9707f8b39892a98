import { addressKey } from '../http/client-address.ts';

/** Connections in all, those of one line, and those not signed in yet. */
const most = { all: 500, fromOne: 50, strangers: 100, strangersFromOne: 20 };

type Connected = { remoteAddress?: string | undefined };

/** Whether there is no room for one more from this address. Somebody with IPv6 has a whole /64: it counts as one line. */
export function isCrowded(
  address: string,
  { all, strangers }: { all: Iterable<Connected>; strangers: Iterable<Connected> },
): boolean {
  const line = addressKey(address);
  const count = (connected: Iterable<Connected>): { sum: number; ofLine: number } => {
    const addresses = [...connected].map(({ remoteAddress = '' }) => remoteAddress);
    return { sum: addresses.length, ofLine: addresses.filter((other) => addressKey(other) === line).length };
  };
  const [everybody, unknown] = [count(all), count(strangers)];
  return (
    everybody.sum >= most.all ||
    everybody.ofLine >= most.fromOne ||
    unknown.sum >= most.strangers ||
    unknown.ofLine >= most.strangersFromOne
  );
}
