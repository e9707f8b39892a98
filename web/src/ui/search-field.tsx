import { Search } from 'lucide-react';
import { useEffect, useState } from 'react';

import { Icon } from './icon.tsx';
import styles from './search-field.module.css';

const pauseMs = 250;

type SearchFieldProps = {
  id: string;
  label: string;
  /** What can be searched for; stands in the empty field. */
  hint: string;
  /** The word in force, for instance from the address. */
  value: string;
  /** Called shortly after the last key. */
  onSearch: (word: string) => void;
};

/** Find as you type. Escape empties it. */
export function SearchField({ id, label, hint, value, onSearch }: SearchFieldProps) {
  const [typed, setTyped] = useState(value);
  const [inForce, setInForce] = useState(value);
  // Changed from outside: by going back, or by "clear the search".
  if (value !== inForce) {
    setInForce(value);
    if (value !== typed.trim()) setTyped(value);
  }
  useEffect(() => {
    const word = typed.trim();
    if (word === value) return undefined;
    const timer = setTimeout(() => onSearch(word), pauseMs);
    return () => clearTimeout(timer);
    // Only typing starts the wait; a new `value` is the answer to it.
    // oxlint-disable-next-line react/exhaustive-deps -- see above
  }, [typed]);
  return (
    <div className={styles['frame']}>
      <Icon of={Search} />
      <input
        id={id}
        className={styles['input']}
        type="search"
        aria-label={label}
        placeholder={hint}
        value={typed}
        autoComplete="off"
        spellCheck={false}
        maxLength={200}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') setTyped('');
        }}
      />
    </div>
  );
}
