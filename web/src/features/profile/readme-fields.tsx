import { useWords } from '../../i18n/use-words.ts';
import { Stack } from '../../ui/stack.tsx';
import { TextArea, TextField } from '../../ui/text-field.tsx';
import { words } from '../dropoff/words.ts';
import type { ReadmeFault, ReadmeFields as Fields } from './readme-text.ts';
import { profileWords } from './words.ts';

type ReadmeFieldsProps = {
  values: Fields;
  faults: Partial<Record<keyof Fields, ReadmeFault>>;
  disabled: boolean;
  onChange: (values: Fields) => void;
};

/** What goes into the Readme.txt: the request, and how to be reached. */
export function ReadmeFields({ values, faults, disabled, onChange }: ReadmeFieldsProps) {
  const t = useWords(profileWords).pack;
  const common = useWords(words);
  const field = (name: keyof Fields) => {
    const fault = faults[name];
    return {
      id: `readme-${name}`,
      value: values[name],
      error: fault && t[fault],
      disabled,
      onChange: (event: { target: { value: string } }) => onChange({ ...values, [name]: event.target.value }),
    };
  };
  return (
    <Stack>
      <TextArea {...field('request')} label={t.request} hint={t.requestHint} maxLength={4000} />
      <TextField {...field('name')} label={t.name} optional={common.optional} autoComplete="name" maxLength={200} />
      <TextField
        {...field('email')}
        label={t.email}
        hint={t.contactHint}
        type="email"
        autoComplete="email"
        maxLength={254}
      />
      <TextField {...field('phone')} label={t.phone} type="tel" autoComplete="tel" width="short" maxLength={50} />
    </Stack>
  );
}
