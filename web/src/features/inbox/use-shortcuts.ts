import { useEffect, useRef } from 'react';

import { createStore } from '../../app/store.ts';

const storageKey = 'schleuse.shortcuts';

/**
 * Single letters as commands can be switched off: whoever speaks to the computer would otherwise set them off with
 * every word (WCAG 2.1.4). Arrow keys and Enter stay.
 */
export const letterShortcuts = createStore(readChoice());

export function chooseLetterShortcuts(on: boolean): void {
  letterShortcuts.set(on);
  try {
    localStorage.setItem(storageKey, on ? 'on' : 'off');
  } catch {
    // Storage is blocked: the choice holds until the page is left.
  }
}

function readChoice(): boolean {
  try {
    return localStorage.getItem(storageKey) !== 'off';
  } catch {
    return true;
  }
}

/** Commands by the key's name as the browser gives it (`j`, `ArrowDown`, `?`). */
export type Shortcuts = Readonly<Record<string, (() => void) | undefined>>;

/** Listens for keys on the whole page, except while something is typed or a dialog is open. */
export function useShortcuts(shortcuts: Shortcuts): void {
  const current = useRef(shortcuts);
  useEffect(() => {
    current.current = shortcuts;
  });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || !isFree(event)) return;
      const command = current.current[event.key];
      if (!command || (event.key.length === 1 && !letterShortcuts.get())) return;
      event.preventDefault();
      command();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
}

/** Nothing is being typed or chosen with these keys right now. */
function isFree({ target, key }: KeyboardEvent): boolean {
  if (document.querySelector('dialog[open]')) return false;
  if (!(target instanceof HTMLElement)) return true;
  // Enter belongs to the button or link that has the focus.
  if (key === 'Enter') return target === document.body;
  if (target.isContentEditable || target.matches('input:not([type=checkbox]), textarea, select')) return false;
  // Arrows scroll where they always do, unless the focus is on the page itself or in the list.
  return !key.startsWith('Arrow') || target === document.body || target.closest('ol, h1, main') !== null;
}
