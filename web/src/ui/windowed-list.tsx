import { useEffect, useRef, useState, type ReactNode } from 'react';

import { classNames } from './class-names.ts';
import styles from './windowed-list.module.css';

type WindowedListProps<T> = {
  /** Names the list for screen readers. */
  label: string;
  items: readonly T[];
  keyOf: (item: T) => string;
  /** The content of one row; a row must not be higher than 4 rem when the list is long. */
  children: (item: T) => ReactNode;
};

/** Up to here every row is really there; more scroll in a box that only holds the rows in sight. */
const wholeUpTo = 60;
const rowRem = 4;
const spare = 8;

/** A list that stays quick with ten thousand rows. */
export function WindowedList<T>({ label, items, keyOf, children }: WindowedListProps<T>) {
  if (items.length > wholeUpTo) return <Scrolling {...{ label, items, keyOf, children }} />;
  return (
    <ul className={classNames(styles['list'], styles['whole'])} aria-label={label}>
      {items.map((item) => (
        <li key={keyOf(item)} className={styles['row']}>
          {children(item)}
        </li>
      ))}
    </ul>
  );
}

function Scrolling<T>({ label, items, keyOf, children }: WindowedListProps<T>) {
  const box = useRef<HTMLElement>(null);
  const [seen, setSeen] = useState({ top: 0, height: 600 });
  const [rowHeight] = useState(() => rowRem * Number.parseFloat(getComputedStyle(document.documentElement).fontSize));
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const look = () => setSeen({ top: element.scrollTop, height: element.clientHeight });
    look();
    element.addEventListener('scroll', look, { passive: true });
    const watcher = new ResizeObserver(look);
    watcher.observe(element);
    return () => {
      element.removeEventListener('scroll', look);
      watcher.disconnect();
    };
  }, []);

  const first = Math.max(0, Math.floor(seen.top / rowHeight) - spare);
  const last = Math.min(items.length, Math.ceil((seen.top + seen.height) / rowHeight) + spare);
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolling region must be reachable by keyboard
    <section className={styles['box']} ref={box} tabIndex={0} aria-label={label}>
      <ul className={styles['list']} aria-label={label} style={{ height: items.length * rowHeight }}>
        {items.slice(first, last).map((item, index) => (
          <li
            key={keyOf(item)}
            className={classNames(styles['row'], styles['placed'])}
            aria-setsize={items.length}
            aria-posinset={first + index + 1}
            style={{ transform: `translateY(${(first + index) * rowHeight}px)`, height: rowHeight }}
          >
            {children(item)}
          </li>
        ))}
      </ul>
    </section>
  );
}
