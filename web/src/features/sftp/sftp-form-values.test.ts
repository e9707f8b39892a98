import { expect, test } from 'vitest';

import { readFormValues, toFormValues } from './sftp-form-values.ts';

const settings = {
  sftpNetworks: ['203.0.113.0/24', '2001:db8::/32'],
  sftpHours: [{ days: [1, 5], from: '07:00', to: '24:00' }],
  sftpMayClose: true,
  timeZone: 'Europe/Berlin',
};

test('S7: what is shown and not changed is what is sent', () => {
  const { timeZone, ...sent } = settings;
  expect(timeZone).toBe('Europe/Berlin');
  expect(readFormValues(toFormValues(settings))).toEqual({
    patch: sent,
    wrongNetwork: undefined,
    areHoursWrong: false,
  });
});

test.each([
  ['', undefined],
  ['10.0.0.0/8\n\n 192.0.2.1', undefined],
  ['10.0.0.0/8, büro', 'büro'],
  ['cafe', 'cafe'],
])('S7: networks typed as %j', (networks, wrongNetwork) => {
  expect(readFormValues({ ...toFormValues(settings), networks }).wrongNetwork).toBe(wrongNetwork);
});

test.each([
  [[1], '07:00', '18:00', false],
  [[], '07:00', '18:00', true],
  [[1], '18:00', '07:00', true],
  [[1], '', '18:00', true],
  [[7, 1], '18:00', '00:00', false],
])('S7: days %j from %s to %s', (days, from, to, wrong) => {
  const values = { ...toFormValues(settings), hours: [{ key: 1, days, from, to }] };
  expect(readFormValues(values).areHoursWrong).toBe(wrong);
});
