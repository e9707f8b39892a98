import { VisuallyHidden } from './visually-hidden.tsx';
import styles from './step-list.module.css';

type StepListProps = {
  label: string;
  steps: string[];
  /** Index of the step shown now. */
  current: number;
  /** Said after a step that is behind. */
  doneWord: string;
};

/** Where one is in a row of steps: "1 Angaben, 2 Dateien, 3 Übermittlung". */
export function StepList({ label, steps, current, doneWord }: StepListProps) {
  return (
    <nav aria-label={label}>
      <ol className={styles['steps']}>
        {steps.map((step, index) => (
          <li
            key={step}
            className={index === current ? styles['current'] : index < current ? styles['done'] : styles['ahead']}
            aria-current={index === current ? 'step' : undefined}
          >
            <span className={styles['number']}>{index + 1}</span>
            <span className={styles['name']}>{step}</span>
            {index < current && <VisuallyHidden> ({doneWord})</VisuallyHidden>}
          </li>
        ))}
      </ol>
    </nav>
  );
}
