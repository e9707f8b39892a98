import { useWords } from '../../i18n/use-words.ts';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Section } from '../../ui/section.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { Stack } from '../../ui/stack.tsx';
import { TextArea, TextField } from '../../ui/text-field.tsx';
import type { ProfileField, ProfileValues } from './profile-values.ts';
import { archiveKinds, askedRows, askLevels, type AskLevel, profileAddress } from './profiles.queries.ts';
import { profilesWords } from './profiles.words.ts';
import styles from './profiles.module.css';

export const fieldId = (field: ProfileField): string => `profile-${field}`;

type ProfileFieldsProps = {
  values: ProfileValues;
  isNew: boolean;
  onChange: (patch: Partial<ProfileValues>) => void;
  errorOf: (field: ProfileField) => string | undefined;
};

type Event = { target: { value: string } };

export function ProfileFields(props: ProfileFieldsProps) {
  const { values, isNew, onChange, errorOf } = props;
  const t = useWords(profilesWords);
  const common = (field: ProfileField) => ({ id: fieldId(field), error: errorOf(field), autoComplete: 'off' });
  return (
    <>
      <Section title={t.generalTitle}>
        <Stack>
          <TextField
            {...common('name')}
            label={t.name}
            hint={t.nameHint}
            maxLength={100}
            value={values.name}
            onChange={({ target }) => onChange({ name: target.value })}
          />
          {isNew && (
            <TextField
              {...common('slug')}
              label={t.slug}
              hint={t.slugHint(profileAddress(values.slug || '…'))}
              maxLength={40}
              spellCheck={false}
              value={values.slug}
              onChange={({ target }) => onChange({ slug: target.value })}
            />
          )}
        </Stack>
      </Section>
      <TextFields {...props} />
      <Section title={t.takesTitle} intro={t.takesIntro}>
        <Stack>
          <Kinds {...props} />
          <Checkbox
            label={t.needsReadme}
            hint={t.needsReadmeHint}
            disabled={values.kinds.length === 0}
            checked={values.needsReadme && values.kinds.length > 0}
            onChange={({ target }) => onChange({ needsReadme: target.checked })}
          />
          <div className={styles['grid']}>
            <TextField
              {...common('maxFileBytes')}
              label={t.maxFile}
              hint={t.maxFileHint}
              inputMode="decimal"
              value={values.maxFileMb}
              onChange={({ target }) => onChange({ maxFileMb: target.value })}
            />
            <TextField
              {...common('maxFiles')}
              label={t.maxFiles}
              inputMode="numeric"
              value={values.maxFiles}
              onChange={({ target }) => onChange({ maxFiles: target.value })}
            />
          </div>
        </Stack>
      </Section>
      <Section title={t.askTitle} intro={t.askIntro}>
        <div className={styles['grid']}>
          {askedRows.map((row) => (
            <SelectField
              key={row}
              label={t.rows[row]}
              options={askLevels.map((level) => [level, t.levels[level]] as const)}
              value={values.ask[row]}
              onChange={({ target }) => onChange({ ask: { ...values.ask, [row]: target.value as AskLevel } })}
            />
          ))}
        </div>
      </Section>
      <Section title={t.afterTitle}>
        <Stack>
          <TextField
            {...common('eraseAfterDays')}
            label={t.eraseAfterDays}
            hint={t.eraseAfterDaysHint}
            inputMode="numeric"
            width="short"
            value={values.eraseAfterDays}
            onChange={({ target }) => onChange({ eraseAfterDays: target.value })}
          />
          <TextField
            {...common('notifyEmail')}
            label={t.notifyEmail}
            hint={t.notifyEmailHint}
            maxLength={1000}
            value={values.notifyEmail}
            onChange={({ target }) => onChange({ notifyEmail: target.value })}
          />
        </Stack>
      </Section>
    </>
  );
}

function TextFields({ values: { texts }, onChange, errorOf }: ProfileFieldsProps) {
  const t = useWords(profilesWords);
  const field = (language: 'de' | 'en', part: 'title' | 'intro') => {
    const name: ProfileField = `text${language === 'de' ? 'De' : 'En'}${part === 'title' ? 'Title' : 'Intro'}`;
    return {
      id: fieldId(name),
      error: errorOf(name),
      lang: language,
      value: texts[language][part],
      onChange: ({ target }: Event) =>
        onChange({ texts: { ...texts, [language]: { ...texts[language], [part]: target.value } } }),
    };
  };
  return (
    <Section title={t.textsTitle} intro={t.textsIntro}>
      <Stack>
        <TextField {...field('de', 'title')} label={t.titleDe} maxLength={100} />
        <TextArea {...field('de', 'intro')} label={t.introDe} hint={t.introHint} rows={3} maxLength={2000} />
        <TextField {...field('en', 'title')} label={t.titleEn} maxLength={100} />
        <TextArea {...field('en', 'intro')} label={t.introEn} hint={t.introHint} rows={3} maxLength={2000} />
      </Stack>
    </Section>
  );
}

function Kinds({ values: { kinds }, onChange }: ProfileFieldsProps) {
  const t = useWords(profilesWords);
  return (
    <fieldset className={styles['kinds']} aria-describedby="profile-kinds-hint">
      <legend>{t.kinds}</legend>
      <p id="profile-kinds-hint">{t.kindsHint}</p>
      {archiveKinds.map((kind) => (
        <Checkbox
          key={kind}
          label={kind.toUpperCase()}
          checked={kinds.includes(kind)}
          onChange={({ target }) =>
            onChange({ kinds: archiveKinds.filter((each) => (each === kind ? target.checked : kinds.includes(each))) })
          }
        />
      ))}
    </fieldset>
  );
}
