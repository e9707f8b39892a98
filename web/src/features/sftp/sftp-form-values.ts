import type { Hours, SftpSettings } from './sftp.queries.ts';

/** What is typed, before it is read; `key` keeps rows apart. */
export type HoursRow = Hours & { key: number };
export type SftpFormValues = { networks: string; hours: HoursRow[]; mayClose: boolean };

export function toFormValues(settings: SftpSettings): SftpFormValues {
  return {
    networks: settings.sftpNetworks.join('\n'),
    // Fields for times know no 24:00.
    hours: settings.sftpHours.map((hours, key) => ({ ...hours, to: hours.to === '24:00' ? '00:00' : hours.to, key })),
    mayClose: settings.sftpMayClose,
  };
}

export type SftpPatch = Omit<SftpSettings, 'timeZone'>;

/** What is sent, and what cannot be right: the first line that is no network, and whether a range is wrong. */
export function readFormValues({ networks, hours, mayClose }: SftpFormValues): {
  patch: SftpPatch;
  wrongNetwork: string | undefined;
  areHoursWrong: boolean;
} {
  const sftpNetworks = networks
    .split(/[\s,;]+/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const sftpHours = hours.map(({ days, from, to }) => ({
    days: days.toSorted((a, b) => a - b),
    from,
    to: to === '00:00' ? '24:00' : to,
  }));
  return {
    patch: { sftpNetworks, sftpHours, sftpMayClose: mayClose },
    // Roughly: the server knows exactly.
    wrongNetwork: sftpNetworks.find((line) => !/^[0-9a-f:.]+(?:\/\d{1,3})?$/i.test(line) || !/[.:]/.test(line)),
    areHoursWrong: sftpHours.some(
      ({ days, from, to }) => days.length === 0 || !/^\d\d:\d\d$/.test(from) || !(from < to),
    ),
  };
}
