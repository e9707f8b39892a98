import { useState } from 'react';

import { useWords } from '../../i18n/use-words.ts';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Section } from '../../ui/section.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { Stack } from '../../ui/stack.tsx';
import { TextArea, TextField } from '../../ui/text-field.tsx';
import { matchNumber, type SettingsValues } from './settings-form-values.ts';
import { fieldId } from './setting-field-id.ts';
import type { Settings } from './settings.queries.ts';
import { settingsWords } from './settings.words.ts';
import styles from './settings.module.css';
import { StatusArea } from '../../ui/status-area.tsx';

type SettingsFieldsProps = {
  values: SettingsValues;
  onChange: (patch: Partial<SettingsValues>) => void;
  errorOf: (name: keyof Settings) => string | undefined;
};

type TextSetting = Exclude<keyof Settings, 'requireTotp' | 'requireRequest' | 'requireSignedLinks'>;

export function SettingsFields({ values, onChange, errorOf }: SettingsFieldsProps) {
  const t = useWords(settingsWords);
  const field = (name: TextSetting) => ({
    id: fieldId(name),
    value: values[name],
    error: errorOf(name),
    autoComplete: 'off',
    onChange: (event: { target: { value: string } }) => onChange({ [name]: event.target.value }),
  });
  return (
    <>
      <Section title={t.firmTitle}>
        <Stack>
          <TextField {...field('firmName')} label={t.firmName} hint={t.firmNameHint} maxLength={200} />
          <TextArea {...field('imprint')} label={t.imprint} hint={t.imprintHint} rows={6} maxLength={20_000} />
        </Stack>
      </Section>
      <Section title={t.erasureTitle}>
        <Stack>
          <TextField
            {...field('eraseAfterDays')}
            label={t.eraseAfterDays}
            hint={t.eraseAfterDaysHint}
            inputMode="numeric"
            width="short"
          />
          <SelectField
            id={fieldId('timeZone')}
            label={t.timeZone}
            hint={t.timeZoneHint}
            value={values.timeZone}
            options={listTimeZones(values.timeZone)}
            onChange={(event) => onChange({ timeZone: event.target.value })}
          />
        </Stack>
      </Section>
      <Section title={t.notifyTitle}>
        <TextField {...field('notifyEmail')} label={t.notifyEmail} hint={t.notifyEmailHint} type="email" />
      </Section>
      <Section title={t.securityTitle}>
        <Checkbox
          id={fieldId('requireTotp')}
          label={t.requireTotp}
          hint={t.requireTotpHint}
          error={errorOf('requireTotp')}
          checked={values.requireTotp}
          onChange={(event) => onChange({ requireTotp: event.target.checked })}
        />
      </Section>
      <Section title={t.arrangedTitle}>
        <Stack>
          <Checkbox
            id={fieldId('requireRequest')}
            label={t.requireRequest}
            hint={t.requireRequestHint}
            error={errorOf('requireRequest')}
            checked={values.requireRequest}
            onChange={(event) => onChange({ requireRequest: event.target.checked })}
          />
          <Checkbox
            id={fieldId('requireSignedLinks')}
            label={t.requireSignedLinks}
            hint={t.requireSignedLinksHint}
            error={errorOf('requireSignedLinks')}
            checked={values.requireSignedLinks}
            onChange={(event) => onChange({ requireSignedLinks: event.target.checked })}
          />
        </Stack>
      </Section>
      <Section title={t.numbersTitle}>
        <Stack>
          <TextField {...field('customerNumberPattern')} label={t.pattern} hint={t.patternHint} spellCheck={false} />
          <TextField {...field('customerNumberExample')} label={t.example} hint={t.exampleHint} width="short" />
          <NumberTrial pattern={values.customerNumberPattern} />
        </Stack>
      </Section>
      <Section title={t.limitsTitle} intro={t.limitsIntro}>
        <div className={styles['grid']}>
          <TextField {...field('maxFileBytes')} label={t.maxFile} hint={t.sizeHint} inputMode="decimal" />
          <TextField {...field('maxDropoffBytes')} label={t.maxDropoff} hint={t.sizeHint} inputMode="decimal" />
          <TextField {...field('maxDropoffFiles')} label={t.maxFiles} hint={t.filesHint} inputMode="numeric" />
        </div>
      </Section>
    </>
  );
}

/** What this browser knows, and the one in use even if it does not know that. */
function listTimeZones(current: string): (readonly [string, string])[] {
  const known = new Set([...Intl.supportedValuesOf('timeZone'), 'UTC', current]);
  return [...known].toSorted().map((zone) => [zone, zone.replaceAll('_', ' ')] as const);
}

/** Lets the owner see what the pattern does before customers do. */
function NumberTrial({ pattern }: { pattern: string }) {
  const t = useWords(settingsWords);
  const [number, setNumber] = useState('');
  const fits = number === '' ? undefined : matchNumber(pattern, number);
  return (
    <div>
      <TextField
        label={t.tryNumber}
        hint={t.tryNumberHint}
        value={number}
        width="short"
        autoComplete="off"
        maxLength={64}
        onChange={(event) => setNumber(event.target.value)}
      />
      <StatusArea>
        {fits !== undefined && <p className={styles[fits ? 'fits' : 'fitsNot']}>{fits ? t.fits : t.fitsNot}</p>}
      </StatusArea>
    </div>
  );
}
