import { useEffect, useState } from 'react';

import { fetchFirm, type PublicFirm } from '../../api/firm.ts';
import { Problem } from '../../api/problem.ts';

/** The firm's public facts; `missing` before the set-up, `unreachable` without a line. */
export function useFirm(): PublicFirm | 'loading' | 'missing' | 'unreachable' {
  const [firm, setFirm] = useState<PublicFirm | 'loading' | 'missing' | 'unreachable'>('loading');
  useEffect(() => {
    fetchFirm().then(setFirm, (error: unknown) =>
      setFirm(error instanceof Problem && error.status === 404 ? 'missing' : 'unreachable'),
    );
  }, []);
  return firm;
}
