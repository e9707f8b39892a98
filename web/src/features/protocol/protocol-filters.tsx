import { useQuery } from '@tanstack/react-query';
import { FilterX } from 'lucide-react';

import type { ProtocolSearch } from '../../app/protocol-search.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/button.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { teamQuery } from '../team/team.queries.ts';
import styles from './protocol.module.css';
import { protocolWords } from './protocol.words.ts';

type ProtocolFiltersProps = {
  search: ProtocolSearch;
  /** Only owners may ask who is in the team, and see what is not about drop-offs. */
  isOwner: boolean;
  /** An empty text takes a filter away. */
  onChange: (patch: ProtocolSearch) => void;
  onClear: () => void;
};

/** Word, kind, person and days; every change counts at once. */
export function ProtocolFilters({ search, isOwner, onChange, onClear }: ProtocolFiltersProps) {
  const t = useWords(protocolWords);
  const team = useQuery({ ...teamQuery, enabled: isOwner });
  const kinds = Object.entries(isOwner ? { ...t.kinds, ...t.firmKinds } : t.kinds).toSorted((a, b) =>
    a[1].localeCompare(b[1]),
  );
  const people = (team.data?.members ?? []).map(({ id, name }) => [id, name] as const);
  return (
    <div className={styles['filters']}>
      <div className={styles['search']}>
        <SearchField
          id="protocol-search"
          label={t.search}
          hint={t.searchHint}
          value={search.suche ?? ''}
          onSearch={(suche) => onChange({ suche })}
        />
      </div>
      <SelectField
        label={t.kind}
        value={search.art ?? ''}
        options={[['', t.allKinds], ...kinds]}
        onChange={(event) => onChange({ art: event.target.value })}
      />
      <SelectField
        label={t.person}
        value={search.wer ?? ''}
        options={[['', t.everybody], ...Object.entries(t.actors), ...people]}
        onChange={(event) => onChange({ wer: event.target.value })}
      />
      <TextField
        label={t.from}
        type="date"
        width="short"
        value={search.von ?? ''}
        max={search.bis}
        onChange={(event) => onChange({ von: event.target.value })}
      />
      <TextField
        label={t.to}
        type="date"
        width="short"
        value={search.bis ?? ''}
        min={search.von}
        onChange={(event) => onChange({ bis: event.target.value })}
      />
      {Object.keys(search).length > 0 && (
        <Button look="quiet" icon={FilterX} onClick={onClear}>
          {t.clear}
        </Button>
      )}
    </div>
  );
}
