import styles from './inline-select.module.css';

type InlineSelectProps<T extends string> = {
  /** For screen readers: the column or row around it says it to the eye. */
  label: string;
  value: T;
  options: readonly (readonly [value: T, text: string])[];
  onChange: (value: T) => void;
};

/** A small choice inside a table's cell. */
export function InlineSelect<T extends string>({ label, value, options, onChange }: InlineSelectProps<T>) {
  return (
    <select
      className={styles['select']}
      aria-label={label}
      value={value}
      onChange={(event) => {
        const chosen = options.find(([option]) => option === event.target.value);
        if (chosen) onChange(chosen[0]);
      }}
    >
      {options.map(([option, text]) => (
        <option key={option} value={option}>
          {text}
        </option>
      ))}
    </select>
  );
}
