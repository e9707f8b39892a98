import { useNavigate } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import type { MouseEvent, ReactNode } from 'react';

import { LinkButton } from '../../ui/button.tsx';

/** To the form for a new profile. */
export function AddLink({ children }: { children: ReactNode }) {
  const navigate = useNavigate();
  const open = (event: MouseEvent) => {
    // Anything but a plain click is the browser's: another tab, another window.
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    void navigate({ to: '/profile/$id', params: { id: 'neu' } });
  };
  return (
    <LinkButton look="primary" icon={Plus} href="/profile/neu" onClick={open}>
      {children}
    </LinkButton>
  );
}
